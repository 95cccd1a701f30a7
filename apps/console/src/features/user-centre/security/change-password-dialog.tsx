import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { keepAccount, useAccount } from '../../../app/session.ts';
import { toast } from '../../../components/toaster.tsx';
import { ChangePasswordFields, useChangePassword } from '../../sign-in/change-password-fields.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { sessionsQuery } from './sessions.ts';

/** A new password. It signs all other browsers out. */
export const ChangePasswordDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const account = useAccount();
  const queryClient = useQueryClient();
  const form = useChangePassword((changed) => {
    keepAccount(queryClient, changed);
    void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    toast('good', t('userCentre.password.changed'));
    onClose();
  });
  return (
    <FormDialog
      title={t('userCentre.password.change')}
      text={t('userCentre.password.changeText')}
      submit={t('userCentre.password.submit')}
      pending={form.pending}
      failure={form.failure}
      onSubmit={form.submit}
      onClose={onClose}
    >
      <ChangePasswordFields account={account} form={form} />
    </FormDialog>
  );
};
