import type { Account } from '@cskefu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { CircleAlert } from 'lucide-react';
import type { FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../app/page-title.ts';
import { beginSession, signOut } from '../../app/session.ts';
import { ChangePasswordFields, useChangePassword } from './change-password-fields.tsx';
import { Entrance } from './entrance.tsx';

/** The only page of an account that owes a new password. */
const ChangePasswordPage = ({ account }: { account: Account }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const form = useChangePassword((changed) => beginSession(queryClient, changed));
  usePageTitle(`${t('password.title')} · ${t('app.name')}`);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };

  return (
    <Entrance title={t('password.title')}>
      <p className="password-why">{t('password.why', { name: account.name })}</p>
      <form onSubmit={submit} noValidate>
        <ChangePasswordFields account={account} form={form} autoFocus />
        {form.failure ? (
          <p className="entrance-error" role="alert">
            <CircleAlert size={16} aria-hidden="true" />
            {form.failure}
          </p>
        ) : null}
        <Button type="primary" htmlType="submit" size="large" block loading={form.pending}>
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
