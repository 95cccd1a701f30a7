import type { Role } from '@cskefu/contract';
import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useFieldErrors } from '../../app/field-errors.ts';
import { toast } from '../../components/toaster.tsx';
import { useCreateRole, useUpdateRole } from './roles.ts';

interface RoleFormDialogProps {
  /** To be renamed; without it a new one is made. */
  role?: Role;
  /** Whose permissions a new one begins with. */
  copyOf?: Role;
  onDone: (roleId: number) => void;
  onClose: () => void;
}

interface RoleForm {
  name: string;
  description: string;
}

/** Name and description of a role that is new, copied or to be renamed. */
export const RoleFormDialog = ({ role, copyOf, onDone, onClose }: RoleFormDialogProps) => {
  const { t } = useTranslation();
  const fieldErrors = useFieldErrors();
  const errorText = useErrorText();
  const [form] = Form.useForm<RoleForm>();
  const create = useCreateRole();
  const update = useUpdateRole(role?.id ?? 0);
  const act = role ? 'rename' : copyOf ? 'copy' : 'create';
  const settle = {
    onSuccess: ({ id, name }: Role) => {
      toast('good', t(`roles.${act}.done`, { name }));
      onDone(id);
    },
    onError: (error: Error) => {
      const fields = fieldErrors<RoleForm>(error, ['name', 'description']);
      form.setFields(fields.length > 0 ? fields : [{ name: 'name', errors: [errorText(error)] }]);
    },
  };
  const submit = (values: RoleForm) =>
    role ? update.mutate(values, settle) : create.mutate({ ...values, permissions: copyOf?.permissions ?? [] }, settle);
  return (
    <Modal
      open
      title={t(`roles.${act}.title`, { name: role?.name ?? copyOf?.name ?? '' })}
      okText={role ? t('common.save') : t('roles.create.submit')}
      cancelText={t('common.cancel')}
      confirmLoading={create.isPending || update.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          name: role?.name ?? (copyOf ? t('roles.copy.name', { name: copyOf.name }) : ''),
          description: role?.description ?? copyOf?.description ?? '',
        }}
        onFinish={submit}
      >
        <Form.Item
          name="name"
          label={t('roles.fields.name')}
          rules={[{ required: true, whitespace: true, message: t('accounts.missing') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="description" label={t('roles.fields.description')}>
          <Input.TextArea maxLength={300} autoSize={{ minRows: 2, maxRows: 5 }} />
        </Form.Item>
      </Form>
    </Modal>
  );
};
