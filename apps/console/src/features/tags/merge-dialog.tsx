import type { Tag } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { toast } from '../../components/toaster.tsx';
import { usableTagsQuery, useMergeTag } from './tags.ts';

/** Makes one tag part of another: whatever bore this bears that. */
export const MergeDialog = ({ tag, onClose }: { tag: Tag; onClose: () => void }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [into, setInto] = useState<string | null>(null);
  const merge = useMergeTag();
  const others = useQuery(usableTagsQuery('', tag.orgUnit.id)).data?.items.filter(({ id }) => id !== tag.id) ?? [];
  return (
    <Modal
      open
      title={t('tags.mergeTitle', { name: tag.name })}
      okText={t('tags.merge')}
      cancelText={t('common.cancel')}
      confirmLoading={merge.isPending}
      okButtonProps={{ disabled: into === null }}
      onOk={() =>
        merge.mutate(
          { id: tag.id, intoId: into ?? '' },
          {
            onSuccess: ({ name }) => {
              toast('good', t('tags.merged', { from: tag.name, into: name }));
              onClose();
            },
          },
        )
      }
      onCancel={onClose}
    >
      <p>{t('tags.mergeText', { count: tag.conversations + tag.contacts })}</p>
      <Select
        autoFocus
        style={{ width: '100%' }}
        aria-label={t('tags.mergeInto')}
        placeholder={t('tags.mergeInto')}
        value={into}
        onChange={setInto}
        showSearch={{ optionFilterProp: 'label' }}
        options={others.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {merge.isError ? (
        <p className="dialog-error" role="alert">
          {errorText(merge.error)}
        </p>
      ) : null}
    </Modal>
  );
};
