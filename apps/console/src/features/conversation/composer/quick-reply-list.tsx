import type { QuickReply } from '@cskefu/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import './quick-reply-list.css';

interface QuickReplyListProps {
  id: string;
  replies: readonly QuickReply[];
  chosen: number;
  settled: boolean;
  onChoose: (reply: QuickReply) => void;
}

/** What fits, above the field; the keys stay with the field. */
const QuickReplyList = ({ id, replies, chosen, settled, onChoose }: QuickReplyListProps) => {
  const { t } = useTranslation();
  return (
    <div className="reply-list quick-reply-choice">
      <div id={id} role="listbox" aria-label={t('quickReplies.page')} tabIndex={-1}>
        {replies.map((reply, at) => (
          <div
            key={reply.id}
            id={`${id}-${reply.id}`}
            role="option"
            aria-selected={at === chosen}
            tabIndex={-1}
            className="reply-list-item"
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(reply);
            }}
          >
            <strong>{reply.title}</strong>
            <small>{reply.category || (reply.orgUnit ? reply.orgUnit.name : t('quickReplies.kinds.mine'))}</small>
            <p>{reply.text}</p>
          </div>
        ))}
      </div>
      {replies.length === 0 && settled ? <p className="quick-reply-none">{t('quickReplies.noneHere')}</p> : null}
      <Link to="/system/quick-replies" className="quick-reply-manage">
        {t('quickReplies.manage')}
      </Link>
    </div>
  );
};

export default QuickReplyList;
