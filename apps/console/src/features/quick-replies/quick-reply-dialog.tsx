import type { QuickReply } from '@cskefu/contract';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';
import type { UnitRef } from '../organization/org-units.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { type QuickReplyKind, type QuickReplyWords, useSaveQuickReply } from './quick-replies.ts';

interface QuickReplyDialogProps {
  kind: QuickReplyKind;
  /** To be changed; null: a new one. */
  reply: QuickReply | null;
  onClose: () => void;
}

/** The words of a quick reply; a shared one that is new also says for whom. */
export const QuickReplyDialog = ({ kind, reply, onClose }: QuickReplyDialogProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { orgUnit } = useAccount();
  const [unit, setUnit] = useState<UnitRef | null>(orgUnit);
  const [form] = Form.useForm<QuickReplyWords>();
  const save = useSaveQuickReply(kind, reply);
  const submit = (words: QuickReplyWords) =>
    save.mutate(
      { ...words, ...(unit && { orgUnitId: unit.id }) },
      {
        onSuccess: ({ title }) => {
          toast('good', t('quickReplies.saved', { title }));
          onClose();
        },
      },
    );
  const missing = { required: true, whitespace: true, message: t('quickReplies.missing') };
  return (
    <Modal
      open
      title={t(reply ? 'quickReplies.change' : `quickReplies.add.${kind}`)}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={save.isPending}
      okButtonProps={{ disabled: kind === 'shared' && !unit }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ category: reply?.category ?? '', title: reply?.title ?? '', text: reply?.text ?? '' }}
        onFinish={submit}
      >
        {kind === 'shared' && !reply ? (
          <Form.Item label={t('quickReplies.unit')} htmlFor="quick-reply-unit">
            <UnitPicker id="quick-reply-unit" value={unit} onChange={setUnit} />
          </Form.Item>
        ) : null}
        <Form.Item name="title" label={t('quickReplies.title')} rules={[missing]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="category" label={t('quickReplies.category')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="text" label={t('quickReplies.text')} rules={[missing]} extra={t('quickReplies.variables')}>
          <Input.TextArea maxLength={2_000} showCount autoSize={{ minRows: 3, maxRows: 8 }} />
        </Form.Item>
      </Form>
      {save.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(save.error)}
        </p>
      ) : null}
    </Modal>
  );
};
