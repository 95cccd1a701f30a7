import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { CODE_DIGITS, digitsOf } from '../../sign-in/one-time-code.ts';

interface CodeFieldProps {
  code: string;
  onCode: (code: string) => void;
  /** All digits are there. */
  onComplete?: (code: string) => void;
  /** Takes recovery codes as well. */
  recovery?: boolean;
  busy: boolean;
  error: string | null;
}

export const CodeField = ({ code, onCode, onComplete, recovery = false, busy, error }: CodeFieldProps) => {
  const { t } = useTranslation();
  const typeDigits = (text: string) => {
    const digits = digitsOf(text);
    onCode(digits);
    if (digits.length === CODE_DIGITS && digits !== code && !busy) onComplete?.(digits);
  };
  return (
    <div className="entrance-field">
      <label className="entrance-label" htmlFor="second-factor-code">
        {t(recovery ? 'userCentre.twoFactor.codeOrRecovery' : 'signIn.second.app')}
      </label>
      <Input
        id="second-factor-code"
        size="large"
        autoComplete="one-time-code"
        inputMode={recovery ? 'text' : 'numeric'}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        value={code}
        readOnly={busy}
        status={error ? 'error' : ''}
        aria-invalid={error !== null}
        aria-describedby={error ? 'second-factor-error' : undefined}
        onChange={(event) => (recovery ? onCode(event.target.value) : typeDigits(event.target.value))}
      />
      {error ? (
        <span className="password-error" id="second-factor-error" role="alert">
          {error}
        </span>
      ) : null}
    </div>
  );
};
