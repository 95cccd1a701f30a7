import type { Conversation, InboxView } from '@cskefu/contract';
import { Link } from '@tanstack/react-router';
import { AlarmClock, Clock, PencilLine } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/realtime/desk-context.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { Elapsed, Moment, useFutureText } from '../../components/time.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useNow } from '../../lib/clock.ts';
import { useDraft } from '../conversation/draft.ts';
import { LeftMessageMark } from '../left-messages/left-message-mark.tsx';
import { TagDots } from '../tags/tag-dots.tsx';
import { usePreviewText } from './preview-text.ts';
import { urgencyOf, waitingSince } from './waiting-urgency.ts';
import './conversation-row.css';

interface ConversationRowProps {
  row: Conversation;
  view: InboxView;
  open: boolean;
  onBeside: ((conversationId: string) => void) | null;
}

/** When the visitor waits, for how long; otherwise when the last word was. */
const RowTime = ({ row }: { row: Conversation }) => {
  const { t } = useTranslation();
  const now = useNow();
  const words = useFutureText();
  const waiting = waitingSince(row);
  if (row.snooze) {
    return (
      <span className="row-time">
        <AlarmClock size={12} aria-hidden="true" />
        <time dateTime={row.snooze.until}>{words(Date.parse(row.snooze.until), now)}</time>
      </span>
    );
  }
  if (!waiting) return <Moment at={row.closedAt ?? row.lastMessage?.at ?? row.createdAt} className="row-time" />;
  const urgency = urgencyOf(waiting.kind, now - Date.parse(waiting.since));
  return (
    <span className={classNames('row-time', `row-time-${urgency}`)}>
      <Clock size={12} aria-hidden="true" />
      <span className="visually-hidden">{t(`inbox.waited.${waiting.kind}`)}</span>
      <Elapsed since={waiting.since} />
    </span>
  );
};

const RowPreview = ({ row, open }: { row: Conversation; open: boolean }) => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const preview = usePreviewText();
  const [draft] = useDraft(accountId, row.id);
  if (draft.trim() && row.state === 'active' && !open) {
    return (
      <span className="row-preview">
        <PencilLine size={12} aria-hidden="true" />
        <em>{t('inbox.draft')}</em> {draft}
      </span>
    );
  }
  if (row.snooze?.reason) return <span className="row-preview">{row.snooze.reason}</span>;
  const text = preview(row);
  const ours = row.lastMessage !== null && row.lastMessage.authorKind !== 'visitor';
  return <span className="row-preview">{ours ? t('inbox.us', { text }) : text}</span>;
};

/** Who, where from, what last, how long: one conversation in a list. */
export const ConversationRow = memo(({ row, view, open, onBeside }: ConversationRowProps) => {
  const { t } = useTranslation();
  const unread = row.state === 'closed' ? 0 : row.unread;
  return (
    <Link
      to="/workbench/$conversationId"
      params={{ conversationId: row.id }}
      search={{ view }}
      className={classNames(
        'conversation-row',
        open && 'conversation-row-open',
        unread > 0 && 'conversation-row-unread',
      )}
      aria-current={open ? 'page' : undefined}
      data-conversation={row.id}
      draggable={false}
      onClick={(event) => {
        if (!onBeside || !event.altKey) return;
        event.preventDefault();
        onBeside(row.id);
      }}
    >
      <Avatar name={row.visitor.name} anonymous={!row.visitor.identified} />
      <span className="row-body">
        <span className="row-line">
          <strong className="row-name">{row.visitor.name}</strong>
          <RowTime row={row} />
        </span>
        <span className="row-line">
          <RowPreview row={row} open={open} />
          {unread > 0 ? (
            <span className="row-unread">
              {unread > 99 ? '99+' : unread}
              <span className="visually-hidden">{t('shell.unread')}</span>
            </span>
          ) : null}
        </span>
        <span className="row-meta">
          {row.origin === 'left_message' ? <LeftMessageMark /> : null}
          {row.channel.name} · {row.skillGroup.name}
          <TagDots tags={row.tags} />
        </span>
      </span>
    </Link>
  );
});
