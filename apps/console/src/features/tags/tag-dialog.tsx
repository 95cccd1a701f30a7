import type { Tag, TagColor } from '@cskefu/contract';
import { Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { useAccount } from '../../app/session.ts';
import { toast } from '../../components/toaster.tsx';
import type { UnitRef } from '../organization/org-units.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { colorStyle } from './tag-chips.tsx';
import { tagColors, useCreateTag, useUpdateTag } from './tags.ts';

interface Words {
  name: string;
  color: TagColor;
}

/** Name and colour of a tag; a new one also says whose it is. */
export const TagDialog = ({ tag, onClose }: { tag: Tag | null; onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { orgUnit } = useAccount();
  const [unit, setUnit] = useState<UnitRef | null>(orgUnit);
  const [form] = Form.useForm<Words>();
  const create = useCreateTag();
  const update = useUpdateTag(tag);
  const saving = tag ? update : create;
  const done = {
    onSuccess: ({ name }: Tag) => {
      toast('good', t('tags.saved', { name }));
      onClose();
    },
  };
  const submit = (words: Words) =>
    tag ? update.mutate(words, done) : create.mutate({ ...words, orgUnitId: unit?.id ?? 0 }, done);
  return (
    <Modal
      open
      title={t(tag ? 'tags.change' : 'tags.add')}
      okText={t('common.save')}
      cancelText={t('common.cancel')}
      confirmLoading={saving.isPending}
      okButtonProps={{ disabled: !tag && !unit }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: tag?.name ?? '', color: tag?.color ?? 'blue' }}
        onFinish={submit}
      >
        <Form.Item
          name="name"
          label={t('tags.name')}
          rules={[{ required: true, whitespace: true, message: t('tags.missing') }]}
        >
          <Input maxLength={30} autoFocus />
        </Form.Item>
        <Form.Item name="color" label={t('tags.color')}>
          <Radio.Group
            options={tagColors.map((color) => ({
              value: color,
              label: (
                <span className="tag-option" style={colorStyle(color)}>
                  <span className="tag-dot" aria-hidden="true" />
                  {t(`tags.colors.${color}`)}
                </span>
              ),
            }))}
          />
        </Form.Item>
        {tag ? null : (
          <Form.Item label={t('tags.unit')} htmlFor="tag-unit" extra={t('tags.unitHelp')}>
            <UnitPicker id="tag-unit" value={unit} onChange={setUnit} />
          </Form.Item>
        )}
      </Form>
      {saving.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(saving.error)}
        </p>
      ) : null}
    </Modal>
  );
};
