import { useTranslation } from 'react-i18next';
import { CODE_DIGITS, digitsOf } from '../../sign-in/one-time-code.ts';
import { TextField } from '../text-field.tsx';

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
    <TextField
      label={t(recovery ? 'userCentre.twoFactor.codeOrRecovery' : 'signIn.second.app')}
      autoComplete="one-time-code"
      inputMode={recovery ? 'text' : 'numeric'}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      value={code}
      readOnly={busy}
      error={error}
      onChange={(event) => (recovery ? onCode(event.target.value) : typeDigits(event.target.value))}
    />
  );
};
