import type { OrgUnit } from '@cskefu/contract';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';
import { AccountPicker, type ChosenAccount } from '../accounts/account-picker.tsx';
import { useMoveAccounts } from '../accounts/accounts.ts';

/** Brings people of other units into this one. Each belongs to exactly one, so they leave where they are. */
export const AddPeopleDialog = ({ unit, onClose }: { unit: OrgUnit; onClose: () => void }) => {
  const { t } = useTranslation();
  const me = useAccount();
  const errorText = useErrorText();
  const [chosen, setChosen] = useState<ChosenAccount[]>([]);
  const move = useMoveAccounts(unit.id);
  const submit = () =>
    move.mutate(
      chosen.map(({ value }) => value),
      {
        onSuccess: ({ moved }) => {
          toast('good', t('organization.people.added', { count: moved, name: unit.name }));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t('organization.people.addTitle', { name: unit.name })}
      okText={
        chosen.length > 0 ? t('organization.people.addSubmit', { count: chosen.length }) : t('organization.people.add')
      }
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: chosen.length === 0 }}
      confirmLoading={move.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="dialog-text">{t('organization.people.addText')}</p>
      <AccountPicker
        value={chosen}
        onChange={setChosen}
        taken={({ id, unitId }) =>
          id === me.id ? t('accounts.closedShort.own') : unitId === unit.id ? t('organization.people.here') : null
        }
      />
      {move.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(move.error)}
        </p>
      ) : null}
    </Modal>
  );
};
