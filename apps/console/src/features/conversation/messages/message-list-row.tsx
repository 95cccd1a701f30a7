import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../lib/clock.ts';
import { daysBetween, longDate } from '../../../lib/moment.ts';
import type { ThreadRow } from '../thread-rows.ts';
import { MessageBubble } from './message-bubble.tsx';
import { NoticeLine } from './notice-line.tsx';

const DayLine = ({ at }: { at: string }) => {
  const { t, i18n } = useTranslation();
  const now = useNow(60_000);
  const moment = Date.parse(at);
  const days = daysBetween(moment, now);
  const words = days === 0 ? t('time.today') : days === 1 ? t('time.yesterday') : longDate(moment, now, i18n.language);
  return <h3 className="message-day">{words}</h3>;
};

const UnreadLine = () => {
  const { t } = useTranslation();
  return <p className="message-unread">{t('thread.unread')}</p>;
};

const sameRow = ({ row: one }: { row: ThreadRow }, { row: other }: { row: ThreadRow }) => {
  if (one.kind !== 'message' || other.kind !== 'message') return one.kind === other.kind && one.key === other.key;
  return (
    one.key === other.key &&
    one.first === other.first &&
    one.last === other.last &&
    one.delivery === other.delivery &&
    one.message.file?.id === other.message.file?.id &&
    one.message.at === other.message.at
  );
};

/** One row of a thread. Rows are made anew with every event, so what is drawn is compared, not the object. */
export const MessageListRow = memo(({ row }: { row: ThreadRow }) => {
  switch (row.kind) {
    case 'day':
      return <DayLine at={row.at} />;
    case 'unread':
      return <UnreadLine />;
    case 'notice':
      return <NoticeLine event={row.event} />;
    case 'message':
      return <MessageBubble {...row} />;
    default:
      return row satisfies never;
  }
}, sameRow);
