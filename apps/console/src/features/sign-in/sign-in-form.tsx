import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { beginSession } from '../../app/session.ts';
import type { Credentials } from './demo-accounts.tsx';

interface SignInFormProps {
  /** What stands below the form and may fill it in. */
  children: (fill: (credentials: Credentials) => void) => ReactNode;
}

export const SignInForm = ({ children }: SignInFormProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(true);
  const signIn = useMutation({
    mutationFn: () =>
      http.request('POST /api/auth/sign-in', { body: { username: username.trim(), password, remember } }),
    onSuccess: (answer) => ('challenge' in answer ? undefined : beginSession(queryClient, answer)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (username.trim() && password && !signIn.isPending) signIn.mutate();
  };
  const fill = (credentials: Credentials) => {
    setUsername(credentials.username);
    setPassword(credentials.password);
  };
  return (
    <>
      <form onSubmit={submit}>
        <label className="entrance-field" htmlFor="username">
          <span className="entrance-label">{t('signIn.username')}</span>
          <Input
            id="username"
            name="username"
            size="large"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            required
            maxLength={64}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
        </label>
        <label className="entrance-field" htmlFor="password">
          <span className="entrance-label">{t('signIn.password')}</span>
          <Input.Password
            id="password"
            name="password"
            size="large"
            autoComplete="current-password"
            required
            maxLength={128}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </label>
        <div className="entrance-field">
          <Checkbox checked={remember} onChange={(event) => setRemember(event.target.checked)}>
            {t('signIn.remember')}
          </Checkbox>
        </div>
        {signIn.isError ? (
          <p className="entrance-error" role="alert">
            <CircleAlert size={16} aria-hidden="true" />
            {errorText(signIn.error)}
          </p>
        ) : null}
        <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>
          {t('signIn.submit')}
        </Button>
      </form>
      {children(fill)}
    </>
  );
};
