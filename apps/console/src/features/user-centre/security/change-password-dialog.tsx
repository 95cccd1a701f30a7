import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { keepAccount, useAccount } from '../../../app/session.ts';
import { toast } from '../../../components/toaster.tsx';
import { PasswordField } from '../../sign-in/password-field.tsx';
import { PasswordHints } from '../../sign-in/password-hints.tsx';
import { brokenRules } from '../../sign-in/password-rules.ts';
import { FormDialog } from '../form-dialog.tsx';
import { sessionsQuery } from './sessions.ts';

/** A new password, with its rules ticked off while one types. It signs all other browsers out. */
export const ChangePasswordDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const account = useAccount();
  const queryClient = useQueryClient();
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const change = useMutation({
    mutationFn: () => http.request('POST /api/auth/change-password', { body: { currentPassword, newPassword } }),
    onSuccess: (changed) => {
      keepAccount(queryClient, changed);
      void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      toast('good', t('userCentre.password.changed'));
      onClose();
    },
  });
  const code = change.isError ? codeOf(change.error) : null;
  const weak = brokenRules(newPassword).length > 0 || newPassword === currentPassword;
  const differs = repeated !== newPassword;
  const submit = () => {
    setTried(true);
    if (currentPassword && !weak && !differs) change.mutate();
  };
  const currentError =
    code === 'wrong_credentials' ? t('password.wrong') : tried && !currentPassword ? t('password.missing') : null;
  const newError = code === 'weak_password' ? errorText(change.error) : tried && weak ? t('password.weak') : null;
  return (
    <FormDialog
      title={t('userCentre.password.change')}
      text={t('userCentre.password.changeText')}
      submit={t('userCentre.password.submit')}
      pending={change.isPending}
      failure={code && code !== 'wrong_credentials' && code !== 'weak_password' ? errorText(change.error) : null}
      onSubmit={submit}
      onClose={onClose}
    >
      <input type="text" name="username" autoComplete="username" value={account.username} readOnly hidden />
      <PasswordField
        id="current-password"
        label={t('password.current')}
        value={currentPassword}
        onChange={setCurrent}
        error={currentError}
        autoComplete="current-password"
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
        error={tried && differs ? t('password.differs') : null}
        autoComplete="new-password"
      />
    </FormDialog>
  );
};
