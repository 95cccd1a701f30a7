import type { Account } from '@cskefu/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../app/error-text.ts';
import { http } from '../../app/http.ts';
import { PasswordField } from './password-field.tsx';
import { PasswordHints } from './password-hints.tsx';
import { brokenRules } from './password-rules.ts';

/** What a form that changes the password has to know; the fields themselves are `ChangePasswordFields`. */
export const useChangePassword = (onChanged: (account: Account) => void) => {
  const errorText = useErrorText();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => http.request('POST /api/auth/change-password', { body: { currentPassword, newPassword } }),
    onSuccess: onChanged,
  });
  const code = change.isError ? codeOf(change.error) : null;
  const weak = brokenRules(newPassword).length > 0 || newPassword === currentPassword;
  const differs = repeated !== newPassword;
  return {
    currentPassword,
    setCurrent,
    newPassword,
    setNew,
    repeated,
    setRepeated,
    tried,
    weak,
    differs,
    code,
    pending: change.isPending,
    /** What stands at no field. */
    failure: code && code !== 'wrong_credentials' && code !== 'weak_password' ? errorText(change.error) : null,
    submit: () => {
      setTried(true);
      if (currentPassword && !weak && !differs && !change.isPending) change.mutate();
    },
  };
};

interface ChangePasswordFieldsProps {
  account: Account;
  form: ReturnType<typeof useChangePassword>;
  autoFocus?: boolean;
}

/** The old password once, the new one twice, with its rules ticked off while one types. */
export const ChangePasswordFields = ({ account, form, autoFocus = false }: ChangePasswordFieldsProps) => {
  const { t } = useTranslation();
  const { currentPassword, newPassword, repeated, tried, code } = form;
  const missing = tried && !currentPassword ? t('password.missing') : null;
  const weak = code === 'weak_password' || (tried && form.weak) ? t('password.weak') : null;
  const isWholeRepetition = repeated !== '' && repeated.length >= newPassword.length;
  return (
    <>
      <input type="text" name="username" autoComplete="username" value={account.username} readOnly hidden />
      <PasswordField
        id="current-password"
        label={t('password.current')}
        value={currentPassword}
        onChange={form.setCurrent}
        error={code === 'wrong_credentials' ? t('password.wrong') : missing}
        autoComplete="current-password"
        autoFocus={autoFocus}
      />
      <PasswordField
        id="new-password"
        label={t('password.new')}
        value={newPassword}
        onChange={form.setNew}
        error={weak}
        autoComplete="new-password"
        describedBy="password-hints"
      />
      <PasswordHints password={newPassword} current={currentPassword} />
      <PasswordField
        id="repeat-password"
        label={t('password.repeat')}
        value={repeated}
        onChange={form.setRepeated}
        error={form.differs && (tried || isWholeRepetition) ? t('password.differs') : null}
        autoComplete="new-password"
      />
    </>
  );
};
