import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '../../../app/http.ts';
import { toast } from '../../../components/toaster.tsx';
import { makePasskey } from '../../../lib/web-authn.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useOwnPassword } from '../own-password.tsx';
import { PasskeyName } from './passkey-name.tsx';
import { passkeysQuery } from './passkeys.ts';

const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iPhone / iPad'],
  [/Android/, 'Android'],
  [/Mac/, 'Mac'],
  [/Windows/, 'Windows'],
  [/Linux/, 'Linux'],
];

/** A first guess at what people call this device. */
const deviceName = () => systems.find(([pattern]) => pattern.test(navigator.userAgent))?.[1] ?? '';

/** What the browser itself said no to. */
const refusalOf = (error: unknown): 'present' | 'cancelled' | null => {
  if (!(error instanceof DOMException)) return null;
  return error.name === 'InvalidStateError' ? 'present' : 'cancelled';
};

export const AddPasskeyDialog = ({ onClose }: { onClose: () => void }) => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [name, setName] = useState(deviceName);
  const add = useMutation({
    mutationFn: async () => {
      const { options } = await http.request('POST /api/me/passkeys/begin', { body: { password: own.password } });
      const credential = await makePasskey(options);
      return http.request('POST /api/me/passkeys', { body: { name: name.trim(), credential } });
    },
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
      toast('good', t('userCentre.passkeys.added'));
      onClose();
    },
  });
  const refusal = refusalOf(add.error);
  const own = useOwnPassword(refusal ? null : add.error);
  return (
    <FormDialog
      title={t('userCentre.passkeys.add')}
      text={t('userCentre.passkeys.addText')}
      submit={t('userCentre.passkeys.make')}
      pending={add.isPending}
      failure={refusal ? t(`userCentre.passkeys.refused.${refusal}`) : own.failure}
      onSubmit={() => own.isGiven() && name.trim() && add.mutate()}
      onClose={onClose}
    >
      {own.field}
      <PasskeyName value={name} onChange={setName} />
    </FormDialog>
  );
};
