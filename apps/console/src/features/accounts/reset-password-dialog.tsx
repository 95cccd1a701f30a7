import type { AccountProfile } from '@cskefu/contract';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { generatePassword } from '../../lib/generate-password.ts';
import { brokenRules } from '../sign-in/password-rules.ts';
import { useResetPassword } from './accounts.ts';
import { Credentials } from './credentials.tsx';
import { NewPassword } from './new-password.tsx';
import './account-drawer.css';

interface ResetPasswordDialogProps {
  account: AccountProfile;
  onClose: () => void;
}

/** A new first password for somebody who has lost theirs. */
export const ResetPasswordDialog = ({ account, onClose }: ResetPasswordDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [password, setPassword] = useState(generatePassword);
  const reset = useResetPassword(account.id);
  const done = reset.isSuccess;
  return (
    <Modal
      open
      title={t('accounts.password.title', { name: account.name })}
      okText={t('accounts.password.submit')}
      cancelText={done ? t('common.close') : t('common.cancel')}
      okButtonProps={{ disabled: brokenRules(password).length > 0, ...(done && { style: { display: 'none' } }) }}
      confirmLoading={reset.isPending}
      onOk={() => reset.mutate(password)}
      onCancel={onClose}
    >
      {done ? (
        <Credentials title={t('accounts.password.done')} username={account.username} password={password} />
      ) : (
        <>
          <p className="dialog-text">{t('accounts.password.text')}</p>
          <label className="dialog-label" htmlFor="reset-password">
            {t('accounts.fields.password')}
          </label>
          <NewPassword id="reset-password" value={password} onChange={setPassword} />
        </>
      )}
      {reset.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(reset.error)}
        </p>
      ) : null}
    </Modal>
  );
};
