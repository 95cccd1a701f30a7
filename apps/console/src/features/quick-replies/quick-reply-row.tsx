import type { QuickReply } from '@cskefu/contract';
import { Popconfirm } from 'antd';
import { Pencil, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { toast } from '../../components/toaster.tsx';
import { type QuickReplyKind, useDeleteQuickReply } from './quick-replies.ts';

interface QuickReplyRowProps {
  kind: QuickReplyKind;
  reply: QuickReply;
  onEdit: () => void;
}

export const QuickReplyRow = ({ kind, reply, onEdit }: QuickReplyRowProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const remove = useDeleteQuickReply(kind);
  const { title, category, text, orgUnit } = reply;
  return (
    <li className="quick-reply-row">
      <div className="quick-reply-words">
        <strong>
          {title}
          {category ? <small className="quick-reply-tag">{category}</small> : null}
          {orgUnit ? <small>{orgUnit.name}</small> : null}
        </strong>
        <p>{text}</p>
      </div>
      <IconButton label={t('quickReplies.changeOne', { title })} icon={<Pencil size={16} />} onClick={onEdit} />
      <Popconfirm
        title={t('quickReplies.deleteAsk', { title })}
        okText={t('quickReplies.delete')}
        cancelText={t('common.cancel')}
        okButtonProps={{ danger: true }}
        onConfirm={() => remove.mutate(reply.id, { onError: (error) => toast('bad', errorText(error)) })}
      >
        <IconButton
          danger
          label={t('quickReplies.deleteOne', { title })}
          icon={<Trash2 size={16} />}
          loading={remove.isPending}
        />
      </Popconfirm>
    </li>
  );
};
