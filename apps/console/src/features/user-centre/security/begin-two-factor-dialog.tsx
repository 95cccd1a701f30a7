import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '../../../app/http.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useOwnPassword } from '../own-password.tsx';
import { ConfirmTwoFactor } from './confirm-two-factor.tsx';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { twoFactorQuery } from './two-factor.ts';

/** Password, then the secret for the app and its first code, then the recovery codes. */
export const BeginTwoFactorDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [codes, setCodes] = useState<string[] | null>(null);
  const begin = useMutation({
    mutationFn: () => http.request('POST /api/me/two-factor/begin', { body: { password: own.password } }),
    gcTime: 0,
  });
  const own = useOwnPassword(begin.error);
  const finish = (recoveryCodes: string[]) => {
    setCodes(recoveryCodes);
    void queryClient.invalidateQueries({ queryKey: twoFactorQuery.queryKey });
  };
  if (codes) return <RecoveryCodesDialog codes={codes} onClose={onClose} />;
  if (begin.data) return <ConfirmTwoFactor secret={begin.data} onConfirmed={finish} onClose={onClose} />;
  return (
    <FormDialog
      title={t('userCentre.twoFactor.begin')}
      text={t('userCentre.twoFactor.beginText')}
      submit={t('userCentre.twoFactor.next')}
      pending={begin.isPending}
      failure={own.failure}
      onSubmit={() => own.isGiven() && begin.mutate()}
      onClose={onClose}
    >
      {own.field}
    </FormDialog>
  );
};
