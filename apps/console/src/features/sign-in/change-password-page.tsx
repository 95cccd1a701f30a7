import type { Account } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { beginSession, signOut } from '../../app/session.ts';
import { Entrance } from './entrance.tsx';
import { PasswordField } from './password-field.tsx';
import { PasswordHints } from './password-hints.tsx';
import { brokenRules } from './password-rules.ts';

/** The only page of an account that owes a new password. */
const ChangePasswordPage = ({ account }: { account: Account }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => http.request('POST /api/auth/change-password', { body: { currentPassword, newPassword } }),
    onSuccess: (changed) => beginSession(queryClient, changed),
  });
  usePageTitle(`${t('password.title')} · ${t('app.name')}`);

  const code = change.isError ? codeOf(change.error) : null;
  const weak = brokenRules(newPassword).length > 0 || newPassword === currentPassword;
  const differs = repeated !== newPassword;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (currentPassword && !weak && !differs && !change.isPending) change.mutate();
  };
  const currentError =
    code === 'wrong_credentials' ? t('password.wrong') : tried && !currentPassword ? t('password.missing') : null;
  const newError = code === 'weak_password' ? errorText(change.error) : tried && weak ? t('password.weak') : null;

  return (
    <Entrance title={t('password.title')}>
      <p className="password-why">{t('password.why', { name: account.name })}</p>
      <form onSubmit={submit} noValidate>
        <input type="text" name="username" autoComplete="username" value={account.username} readOnly hidden />
        <PasswordField
          id="current-password"
          label={t('password.current')}
          value={currentPassword}
          onChange={setCurrent}
          error={currentError}
          autoComplete="current-password"
          autoFocus
        />
        <PasswordField
          id="new-password"
          label={t('password.new')}
          value={newPassword}
          onChange={setNew}
          error={newError}
          autoComplete="new-password"
          describedBy="password-hints"
        />
        <PasswordHints password={newPassword} current={currentPassword} />
        <PasswordField
          id="repeat-password"
          label={t('password.repeat')}
          value={repeated}
          onChange={setRepeated}
          error={differs && (tried || repeated.length >= newPassword.length) && repeated ? t('password.differs') : null}
          autoComplete="new-password"
        />
        {code && code !== 'wrong_credentials' && code !== 'weak_password' ? (
          <p className="entrance-error" role="alert">
            <CircleAlert size={16} aria-hidden="true" />
            {errorText(change.error)}
          </p>
        ) : null}
        <Button type="primary" htmlType="submit" size="large" block loading={change.isPending}>
          {t('password.submit')}
        </Button>
      </form>
      <Button className="password-leave" type="text" block onClick={() => void signOut(queryClient)}>
        {t('password.later')}
      </Button>
    </Entrance>
  );
};

export default ChangePasswordPage;
