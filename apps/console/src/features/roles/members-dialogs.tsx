import type { AccountProfile, Role } from '@cskefu/contract';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';
import { AccountPicker, type ChosenAccount } from '../accounts/account-picker.tsx';
import { useRoleMembers } from './roles.ts';

export const AddMembersDialog = ({ role, onClose }: { role: Role; onClose: () => void }) => {
  const { t } = useTranslation();
  const me = useAccount();
  const errorText = useErrorText();
  const [chosen, setChosen] = useState<ChosenAccount[]>([]);
  const { add } = useRoleMembers(role.id);
  const submit = () =>
    add.mutate(
      chosen.map(({ value }) => value),
      {
        onSuccess: () => {
          toast('good', t('roles.people.added', { count: chosen.length, name: role.name }));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t('roles.people.addTitle', { name: role.name })}
      okText={chosen.length > 0 ? t('roles.people.addSubmit', { count: chosen.length }) : t('roles.people.add')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: chosen.length === 0 }}
      confirmLoading={add.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="dialog-text">{t('roles.people.addText')}</p>
      <AccountPicker
        value={chosen}
        onChange={setChosen}
        taken={({ id, roleIds }) =>
          id === me.id ? t('accounts.closedShort.own') : roleIds.includes(role.id) ? t('roles.people.there') : null
        }
      />
      {add.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(add.error)}
        </p>
      ) : null}
    </Modal>
  );
};

interface RemoveMemberDialogProps {
  role: Role;
  person: AccountProfile;
  onClose: () => void;
}

export const RemoveMemberDialog = ({ role, person, onClose }: RemoveMemberDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { remove } = useRoleMembers(role.id);
  const names = { name: person.name, role: role.name };
  const submit = () =>
    remove.mutate([person.id], {
      onSuccess: () => {
        toast('good', t('roles.people.removed', names));
        onClose();
      },
    });
  return (
    <Modal
      open
      title={t('roles.people.removeTitle', names)}
      okText={t('roles.people.remove')}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={remove.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="dialog-text">
        {person.roles.length > 1 ? t('roles.people.removeText') : t('roles.people.removeLast', names)}
      </p>
      {remove.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(remove.error)}
        </p>
      ) : null}
    </Modal>
  );
};
