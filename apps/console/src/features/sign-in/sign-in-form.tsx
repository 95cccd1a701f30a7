import type { SecondFactorChallenge } from '@cskefu/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, type InputRef } from 'antd';
import { type FormEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { beginSession } from '../../app/session.ts';
import { knowsPasskeys } from '../../lib/web-authn.ts';
import { OtherWays } from './other-ways.tsx';
import { usePasskeySignIn } from './passkey-sign-in.ts';
import { PasswordInput } from './password-input.tsx';
import { SignInFailure } from './sign-in-failure.tsx';
import { signInMethodsQuery } from './sign-in-methods.ts';
import { useWait } from './wait.ts';

/** What is typed on the sign-in page. It outlives the second step. */
export interface SignInInput {
  login: string;
  password: string;
  remember: boolean;
}

interface SignInFormProps {
  input: SignInInput;
  onInput: (part: Partial<SignInInput>) => void;
  onChallenge: (challenge: SecondFactorChallenge) => void;
}

/** Refused or cancelled in the browser itself; all others come from the server. */
const wasCancelled = (error: unknown) => error instanceof DOMException;

export const SignInForm = ({ input, onInput, onChallenge }: SignInFormProps) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const { data: methods } = useQuery(signInMethodsQuery);
  const { waitMs, heed } = useWait();
  const first = useRef<InputRef>(null);
  const second = useRef<InputRef>(null);
  const passkeys = methods?.passkeys === true && knowsPasskeys();
  const passkey = usePasskeySignIn({
    offered: passkeys,
    remember: input.remember,
    onSignedIn: (account) => beginSession(queryClient, account),
    onRefused: heed,
  });
  const signIn = useMutation({
    mutationFn: () => http.request('POST /api/auth/sign-in', { body: { ...input, login: input.login.trim() } }),
    onSuccess: (answer) => ('challenge' in answer ? onChallenge(answer) : beginSession(queryClient, answer)),
    onError: heed,
  });
  // Who comes back from the second step goes on where they were.
  const known = useRef(input.login !== '');
  useEffect(() => (known.current ? second : first).current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!input.login.trim()) return first.current?.focus();
    if (!input.password) return second.current?.focus();
    if (signIn.isPending || waitMs > 0) return;
    signIn.mutate();
  };
  const byPasskey = passkey.triedAt > signIn.submittedAt;
  const failure = byPasskey ? passkey.error : signIn.error;
  const passkeyText = wasCancelled(failure)
    ? t('signIn.passkeyCancelled')
    : codeOf(failure) === 'wrong_credentials'
      ? t('signIn.passkeyUnknown')
      : undefined;
  return (
    <>
      <form onSubmit={submit} noValidate>
        <div className="entrance-field">
          <label className="entrance-label" htmlFor="username">
            {t('signIn.login')}
          </label>
          <Input
            ref={first}
            id="username"
            name="username"
            size="large"
            autoComplete="username webauthn"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={254}
            value={input.login}
            onChange={(event) => onInput({ login: event.target.value })}
          />
        </div>
        <div className="entrance-field">
          <label className="entrance-label" htmlFor="password">
            {t('signIn.password')}
          </label>
          <PasswordInput
            ref={second}
            id="password"
            name="password"
            size="large"
            autoComplete="current-password"
            value={input.password}
            onChange={(event) => onInput({ password: event.target.value })}
          />
        </div>
        <div className="entrance-field">
          <Checkbox checked={input.remember} onChange={(event) => onInput({ remember: event.target.checked })}>
            {t('signIn.remember')}
          </Checkbox>
        </div>
        {failure ? <SignInFailure error={failure} waitMs={waitMs} text={byPasskey ? passkeyText : undefined} /> : null}
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending} disabled={waitMs > 0}>
          {t('signIn.submit')}
        </Button>
      </form>
      <OtherWays
        passkeys={passkeys}
        singleSignOn={methods?.singleSignOn?.name ?? null}
        remember={input.remember}
        busy={passkey.isPending}
        onPasskey={passkey.start}
      />
    </>
  );
};
