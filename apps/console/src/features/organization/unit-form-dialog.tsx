import type { OrgUnit } from '@cskefu/contract';
import { Form, Input, InputNumber, Modal, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useFieldErrors } from '../../app/field-errors.ts';
import { toast } from '../../components/toaster.tsx';
import { useCreateUnit, useUpdateUnit } from './org-units.ts';

interface CreateUnitDialogProps {
  parent: OrgUnit;
  onCreated: (unit: OrgUnit) => void;
  onClose: () => void;
}

interface NewUnit {
  name: string;
  isSkillGroup: boolean;
  maxConversations: number;
}

const FIELDS = ['name', 'isSkillGroup', 'maxConversations'] as const;

export const CreateUnitDialog = ({ parent, onCreated, onClose }: CreateUnitDialogProps) => {
  const { t } = useTranslation();
  const fieldErrors = useFieldErrors();
  const errorText = useErrorText();
  const [form] = Form.useForm<NewUnit>();
  const takes = Form.useWatch('isSkillGroup', form);
  const create = useCreateUnit();
  const submit = (unit: NewUnit) =>
    create.mutate(
      { parentId: parent.id, ...unit },
      {
        onSuccess: (created) => {
          toast('good', t('organization.create.done', { name: created.name }));
          onCreated(created);
        },
        onError: (error) => form.setFields(fieldErrors<NewUnit>(error, FIELDS)),
      },
    );
  const shown = create.isError && fieldErrors(create.error, FIELDS).length > 0;
  return (
    <Modal
      open
      title={t('organization.create.title', { name: parent.name })}
      okText={t('organization.create.submit')}
      cancelText={t('common.cancel')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: '', isSkillGroup: false, maxConversations: 10 }}
        onFinish={submit}
      >
        <Form.Item
          name="name"
          label={t('organization.fields.name')}
          rules={[{ required: true, whitespace: true, message: t('organization.fields.nameMissing') }]}
        >
          <Input maxLength={60} autoFocus placeholder={t('organization.create.example')} />
        </Form.Item>
        <Form.Item
          name="isSkillGroup"
          label={t('organization.fields.isSkillGroup')}
          valuePropName="checked"
          extra={t('organization.fields.isSkillGroupHelp')}
        >
          <Switch />
        </Form.Item>
        {takes ? (
          <Form.Item
            name="maxConversations"
            label={t('organization.fields.maxConversations')}
            extra={t('organization.fields.maxConversationsHelp')}
          >
            <InputNumber min={1} max={999} precision={0} />
          </Form.Item>
        ) : null}
      </Form>
      {create.isError && !shown ? (
        <p className="dialog-error" role="alert">
          {errorText(create.error)}
        </p>
      ) : null}
    </Modal>
  );
};

export const RenameUnitDialog = ({ unit, onClose }: { unit: OrgUnit; onClose: () => void }) => {
  const { t } = useTranslation();
  const fieldErrors = useFieldErrors();
  const errorText = useErrorText();
  const [form] = Form.useForm<{ name: string }>();
  const update = useUpdateUnit(unit.id);
  const submit = ({ name }: { name: string }) =>
    update.mutate(
      { name },
      {
        onSuccess: () => {
          toast('good', t('organization.saved'));
          onClose();
        },
        onError: (error) => {
          const fields = fieldErrors<{ name: string }>(error, ['name']);
          form.setFields(fields.length > 0 ? fields : [{ name: 'name', errors: [errorText(error)] }]);
        },
      },
    );
  return (
    <Modal
      open
      title={t('organization.rename.title')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={update.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" initialValues={{ name: unit.name }} onFinish={submit}>
        <Form.Item
          name="name"
          label={t('organization.fields.name')}
          rules={[{ required: true, whitespace: true, message: t('organization.fields.nameMissing') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
};
