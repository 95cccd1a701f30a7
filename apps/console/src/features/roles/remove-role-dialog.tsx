import type { Role } from '@cskefu/contract';
import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { useRemoveRole } from './roles.ts';

interface RemoveRoleDialogProps {
  role: Role;
  onRemoved: () => void;
  onClose: () => void;
}

/** Says how many people lose how much. */
export const RemoveRoleDialog = ({ role, onRemoved, onClose }: RemoveRoleDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const remove = useRemoveRole(role.id);
  const submit = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        toast('good', t('roles.remove.done', { name: role.name }));
        onClose();
        onRemoved();
      },
    });
  return (
    <Modal
      open
      title={t('roles.remove.title', { name: role.name })}
      okText={t('roles.remove.submit')}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: true }}
      confirmLoading={remove.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="dialog-text">
        {role.memberCount > 0
          ? t('roles.remove.text', { count: role.memberCount, permissions: role.permissions.length })
          : t('roles.remove.empty')}
      </p>
      {remove.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(remove.error)}
        </p>
      ) : null}
    </Modal>
  );
};
