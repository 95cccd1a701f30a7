import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { beginSession } from '../../app/session.ts';
import { CODE_DIGITS, digitsOf } from './one-time-code.ts';
import { SignInFailure } from './sign-in-failure.tsx';
import { useWait } from './wait.ts';

interface SecondStepProps {
  challenge: string;
  onBack: () => void;
  /** It took too long, or is over: the first step again. */
  onExpired: () => void;
}

/** The code of the app, or one of the recovery codes. */
export const SecondStep = ({ challenge, onBack, onExpired }: SecondStepProps) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { waitMs, heed } = useWait();
  const field = useRef<InputRef>(null);
  const [kind, setKind] = useState<'app' | 'recovery'>('app');
  const [code, setCode] = useState('');
  const [trustDevice, setTrustDevice] = useState(false);
  const check = useMutation({
    mutationFn: (given: string) =>
      http.request('POST /api/auth/second-factor', { body: { challenge, code: given, trustDevice } }),
    onSuccess: (account) => beginSession(queryClient, account),
    onError: (error) => {
      heed(error);
      if (codeOf(error) === 'challenge_expired') return onExpired();
      if (codeOf(error) === 'wrong_code') setCode('');
      field.current?.focus();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever of the two fields has come
  useEffect(() => field.current?.focus(), [kind]);

  const submit = (given: string) => {
    if (given.trim() && !check.isPending && waitMs === 0) check.mutate(given.trim());
  };
  const typeDigits = (text: string) => {
    const digits = digitsOf(text);
    setCode(digits);
    if (digits.length === CODE_DIGITS && digits !== code) submit(digits);
  };
  const change = () => {
    setKind(kind === 'app' ? 'recovery' : 'app');
    setCode('');
    check.reset();
  };
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit(code);
      }}
      noValidate
    >
      <p className="password-why" id="second-step-why">
        {t(`signIn.second.${kind}Why`)}
      </p>
      <div className="entrance-field">
        <label className="entrance-label" htmlFor={`code-${kind}`}>
          {t(`signIn.second.${kind}`)}
        </label>
        <Input
          key={kind}
          ref={field}
          id={`code-${kind}`}
          name={kind === 'app' ? 'code' : 'recovery-code'}
          size="large"
          className="entrance-code"
          aria-describedby="second-step-why"
          autoComplete={kind === 'app' ? 'one-time-code' : 'off'}
          inputMode={kind === 'app' ? 'numeric' : 'text'}
          autoCapitalize="none"
          spellCheck={false}
          maxLength={kind === 'app' ? 12 : 40}
          value={code}
          readOnly={check.isPending}
          onChange={(event) => (kind === 'app' ? typeDigits(event.target.value) : setCode(event.target.value))}
        />
      </div>
      <div className="entrance-field">
        <Checkbox checked={trustDevice} onChange={(event) => setTrustDevice(event.target.checked)}>
          {t('signIn.second.trust')}
        </Checkbox>
      </div>
      {check.isError ? <SignInFailure error={check.error} waitMs={waitMs} /> : null}
      <Button type="primary" htmlType="submit" size="large" block loading={check.isPending} disabled={waitMs > 0}>
        {t('signIn.second.submit')}
      </Button>
      <div className="entrance-links">
        <Button type="text" onClick={onBack}>
          {t('signIn.second.back')}
        </Button>
        <Button type="text" onClick={change}>
          {t(`signIn.second.${kind === 'app' ? 'useRecovery' : 'useApp'}`)}
        </Button>
      </div>
    </form>
  );
};
