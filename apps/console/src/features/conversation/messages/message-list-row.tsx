import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../../../lib/clock.ts';
import { daysBetween, longDate } from '../../../lib/moment.ts';
import { deliveryOf, type ThreadRow } from '../thread-row.ts';
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

interface MessageListRowProps {
  row: ThreadRow;
  /** How far the visitor has read. */
  readUpTo: number;
}

const sameRow = (
  { row: one, readUpTo: before }: MessageListRowProps,
  { row: other, readUpTo }: MessageListRowProps,
) => {
  if (one.kind !== 'message' || other.kind !== 'message') return one.kind === other.kind && one.key === other.key;
  return (
    one.key === other.key &&
    one.first === other.first &&
    one.last === other.last &&
    deliveryOf(one, before) === deliveryOf(other, readUpTo) &&
    one.mailed?.state === other.mailed?.state &&
    one.message.seq === other.message.seq &&
    one.message.file?.id === other.message.file?.id &&
    one.message.at === other.message.at
  );
};

/** One row of a thread. Rows are made anew with every event, so what is drawn is compared, not the object. */
export const MessageListRow = memo(({ row, readUpTo }: MessageListRowProps) => {
  switch (row.kind) {
    case 'day':
      return <DayLine at={row.at} />;
    case 'unread':
      return <UnreadLine />;
    case 'notice':
      return <NoticeLine event={row.event} />;
    case 'message':
      return <MessageBubble {...row} delivery={deliveryOf(row, readUpTo)} />;
    default:
      return row satisfies never;
  }
}, sameRow);
