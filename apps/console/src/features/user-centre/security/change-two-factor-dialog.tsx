import type { TwoFactorState } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf, useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { toast } from '../../../components/toaster.tsx';
import { FormDialog } from '../form-dialog.tsx';
import { useOwnPassword } from '../own-password.tsx';
import { CodeField } from './code-field.tsx';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { twoFactorQuery } from './two-factor.ts';

/** Off with it, or new recovery codes: both want the password and a code. */
export const ChangeTwoFactorDialog = ({ act, onClose }: { act: 'disable' | 'renew'; onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const body = () => ({ password: own.password, code: code.trim() });
  const disable = useMutation({
    mutationFn: () => http.request('POST /api/me/two-factor/disable', { body: body() }),
    onSuccess: (state) => {
      queryClient.setQueryData<TwoFactorState>(twoFactorQuery.queryKey, state);
      toast('good', t('userCentre.twoFactor.disabled'));
      onClose();
    },
  });
  const renew = useMutation({
    mutationFn: () => http.request('POST /api/me/two-factor/recovery-codes', { body: body() }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: twoFactorQuery.queryKey }),
    gcTime: 0,
  });
  const call = act === 'disable' ? disable : renew;
  const isWrongCode = call.isError && codeOf(call.error) === 'wrong_code';
  const own = useOwnPassword(isWrongCode ? null : call.error);
  if (renew.data) return <RecoveryCodesDialog codes={renew.data.recoveryCodes} onClose={onClose} />;
  const codeError = isWrongCode
    ? errorText(call.error)
    : tried && !code.trim()
      ? t('userCentre.twoFactor.codeMissing')
      : null;
  const submit = () => {
    setTried(true);
    if (own.isGiven() && code.trim()) call.mutate();
  };
  return (
    <FormDialog
      title={t(`userCentre.twoFactor.${act}`)}
      text={t(`userCentre.twoFactor.${act}Text`)}
      submit={t(`userCentre.twoFactor.${act}`)}
      danger={act === 'disable'}
      pending={call.isPending}
      failure={own.failure}
      onSubmit={submit}
      onClose={onClose}
    >
      {own.field}
      <CodeField recovery code={code} onCode={setCode} busy={call.isPending} error={codeError} />
    </FormDialog>
  );
};
