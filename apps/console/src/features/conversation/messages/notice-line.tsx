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
        const { from, to, by } = event;
        if (by) {
          const act = to.id === by.id ? 'takenOver' : 'directed';
          const whom = to.id === accountId ? 'me' : from.id === accountId ? 'fromMe' : 'other';
          return t(`thread.notices.${act}.${whom}`, { by: by.name, from: from.name, to: to.name });
        }
        const who = to.id === accountId ? 'me' : to.kind;
        return t(`thread.notices.transferred.${who}`, { from: from.name, to: to.name });
      }
      case 'conversation.transfer_offered': {
        const whom = event.to.id === accountId ? 'me' : 'other';
        return t(`thread.notices.transferOffered.${whom}`, { from: event.from.name, to: event.to.name });
      }
      case 'conversation.transfer_declined':
        return t(`thread.notices.transferDeclined.${event.reason}`, { from: event.from.name, to: event.to.name });
      case 'conversation.moved':
        return t('thread.notices.moved', {
          name: event.by.name,
          from: event.from.name,
          to: event.skillGroup.name,
        });
      case 'conversation.prioritized':
        return t('thread.notices.prioritized', { name: event.by.name, from: event.from, to: event.to });
      case 'conversation.tagged': {
        const { name } = event.by;
        const [added, removed] = [event.added.join(t('wrapUp.comma')), event.removed.join(t('wrapUp.comma'))];
        const what = added && removed ? 'both' : added ? 'added' : 'removed';
        return t(`thread.notices.tagged.${what}`, { name, added, removed });
      }
      case 'conversation.wrapped_up':
        return t('thread.notices.wrappedUp', { name: event.by.name });
      case 'conversation.followed_up':
        return t(`thread.notices.${event.done ? 'followedUp' : 'notFollowedUp'}`, { name: event.by.name });
      case 'conversation.closed':
        return t(`thread.notices.closed.${event.reason}`, { name: event.by?.name ?? '' });
      case 'conversation.snoozed':
        return t(`thread.notices.snoozed.${event.by.id === accountId ? 'me' : 'other'}`, {
          name: event.by.name,
          time: words(Date.parse(event.until), Date.parse(event.at)),
        });
      case 'conversation.woken':
        return t(`thread.notices.woken.${event.reason}`);
      case 'conversation.message_left':
        return t(`thread.notices.messageLeft.${event.by}`);
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

/** The words of somebody that belong to it. */
const memoOf = (event: NoticeEvent): string | null => {
  if (event.type === 'conversation.transferred' || event.type === 'conversation.transfer_offered') return event.memo;
  if (event.type === 'conversation.transfer_declined') return event.words;
  if (event.type === 'conversation.snoozed') return event.reason;
  if (event.type !== 'conversation.wrapped_up') return null;
  return [event.serviceTypes.join('，'), event.memo, event.followUp?.memo].filter(Boolean).join('\n') || null;
};

/** One quiet line. What a newer server tells and we do not know is passed over. */
export const NoticeLine = ({ event }: { event: NoticeEvent }) => {
  const { t, i18n } = useTranslation();
  const text = useNoticeText()(event);
  if (!text) return null;
  const moment = Date.parse(event.at);
  const memo = memoOf(event);
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
            aria-label={t(event.type === 'conversation.snoozed' ? 'snooze.reason' : 'thread.memo')}
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
