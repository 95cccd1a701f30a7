import { StickyNote } from 'lucide-react';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../../app/realtime/desk-context.tsx';
import { OnDemand } from '../../../components/on-demand.tsx';
import { useFutureText } from '../../../components/time.tsx';
import { absoluteTime, clockTime } from '../../../lib/moment.ts';
import type { Level } from '../satisfaction-mark.tsx';
import type { NoticeEvent } from '../thread-row.ts';

const LeftMessageCard = lazy(() =>
  import('../../left-messages/left-message-card.tsx').then((part) => ({ default: part.LeftMessageCard })),
);

/** Words for what happened to the conversation itself. */
const useNoticeText = () => {
  const { t } = useTranslation();
  const { accountId } = useDesk();
  const words = useFutureText();
  return (event: NoticeEvent): string => {
    switch (event.type) {
      case 'conversation.created':
        return t(`thread.notices.created.${event.origin}`);
      case 'message.created': {
        const { author } = event.message;
        return t(`thread.notices.recalled.${author.id === accountId ? 'me' : 'other'}`, { name: author.name });
      }
      case 'conversation.waiting':
        return t(`thread.notices.waiting.${event.reason}`);
      case 'conversation.assigned': {
        const who = event.agent.id === accountId ? 'me' : 'other';
        return t(`thread.notices.assigned.${event.by}.${who}`, { name: event.agent.name });
      }
      case 'conversation.transferred': {
        const { from, to } = event;
        const who = to.id === accountId ? 'me' : to.kind;
        return t(`thread.notices.transferred.${who}`, { from: from.name, to: to.name });
      }
      case 'conversation.moved':
        return t('thread.notices.moved', {
          name: event.by.name,
          from: event.from.name,
          to: event.skillGroup.name,
        });
      case 'conversation.prioritized':
        return t('thread.notices.prioritized', { name: event.by.name, from: event.from, to: event.to });
      case 'conversation.closed':
        return t(`thread.notices.closed.${event.reason}`, { name: event.by?.name ?? '' });
      case 'conversation.message_left':
        return t(`thread.notices.messageLeft.${event.by}`);
      case 'conversation.snoozed':
        return t(`thread.notices.snoozed.${event.by.id === accountId ? 'me' : 'other'}`, {
          name: event.by.name,
          time: words(Date.parse(event.until), Date.parse(event.at)),
        });
      case 'conversation.woken':
        return t(`thread.notices.woken.${event.reason}`);
      case 'conversation.satisfaction_requested':
        return t('thread.notices.satisfactionRequested', { name: event.by.name });
      case 'conversation.rated':
        return t('thread.notices.rated', {
          level: event.level,
          words: t(`satisfaction.levels.${event.level as Level}`),
        });
      default:
        return '';
    }
  };
};

/** One quiet line. What a newer server tells and we do not know is passed over. */
export const NoticeLine = ({ event }: { event: NoticeEvent }) => {
  const { t, i18n } = useTranslation();
  const text = useNoticeText()(event);
  if (!text) return null;
  const moment = Date.parse(event.at);
  const memo =
    event.type === 'conversation.transferred'
      ? event.memo
      : event.type === 'conversation.snoozed'
        ? event.reason
        : null;
  return (
    <>
      <p className="message-notice" title={absoluteTime(moment, i18n.language)}>
        {text} <time dateTime={event.at}>{clockTime(moment, i18n.language)}</time>
      </p>
      {memo === null ? null : (
        <p className="message-notice-memo">
          <StickyNote
            size={14}
            role="img"
            aria-label={t(event.type === 'conversation.snoozed' ? 'snooze.reason' : 'transfer.memo')}
          />{' '}
          {memo}
        </p>
      )}
      {event.type === 'conversation.message_left' ? (
        <OnDemand>
          <LeftMessageCard conversationId={event.conversationId} />
        </OnDemand>
      ) : null}
    </>
  );
};
