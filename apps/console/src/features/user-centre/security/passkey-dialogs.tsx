import type { Passkey } from '@cskefu/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { http } from '../../../app/http.ts';
import { FormDialog } from '../form-dialog.tsx';
import { PasskeyName } from './passkey-name.tsx';
import { passkeysQuery } from './passkeys.ts';

interface PasskeyDialogProps {
  passkey: Passkey;
  onClose: () => void;
}

export const RenamePasskeyDialog = ({ passkey, onClose }: PasskeyDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [name, setName] = useState(passkey.name);
  const rename = useMutation({
    mutationFn: () =>
      http.request('PATCH /api/me/passkeys/:id', { params: { id: passkey.id }, body: { name: name.trim() } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('userCentre.passkeys.rename')}
      submit={t('common.save')}
      pending={rename.isPending}
      failure={rename.isError ? errorText(rename.error) : null}
      onSubmit={() => name.trim() && rename.mutate()}
      onClose={onClose}
    >
      <PasskeyName value={name} onChange={setName} />
    </FormDialog>
  );
};

export const RemovePasskeyDialog = ({ passkey, onClose }: PasskeyDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const remove = useMutation({
    mutationFn: () => http.request('DELETE /api/me/passkeys/:id', { params: { id: passkey.id } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('userCentre.passkeys.removeOne', { name: passkey.name })}
      text={t('userCentre.passkeys.removeText')}
      submit={t('userCentre.passkeys.remove')}
      danger
      pending={remove.isPending}
      failure={remove.isError ? errorText(remove.error) : null}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    />
  );
};
