import { useTranslation } from 'react-i18next';
import { useNow } from '../lib/clock.ts';
import { durationUnits } from '../lib/duration.ts';
import { absoluteTime, clockTime, daysBetween, shortDate } from '../lib/moment.ts';

const MINUTE = 60_000;

/** Words for a moment: near ones relative, far ones as a date. */
export const useMomentText = () => {
  const { t, i18n } = useTranslation();
  return (moment: number, now: number): string => {
    const minutes = Math.floor((now - moment) / MINUTE);
    if (minutes < 1) return t('time.justNow');
    if (minutes < 60) return t('time.minutesAgo', { minutes });
    const days = daysBetween(moment, now);
    if (days === 0) return clockTime(moment, i18n.language);
    if (days === 1) return t('time.yesterday');
    return shortDate(moment, now, i18n.language);
  };
};

/** Words for a length of time: 3 分 20 秒, 3 m 20 s. */
export const useDurationText = () => {
  const { t } = useTranslation();
  return (milliseconds: number): string =>
    durationUnits(milliseconds)
      .map(({ unit, count }) => t(`time.units.${unit}`, { count }))
      .join(' ');
};

/** Words for a moment to come: 今天 18:00, tomorrow 09:00, a date. */
export const useFutureText = () => {
  const { t, i18n } = useTranslation();
  return (moment: number, now: number): string => {
    const clock = clockTime(moment, i18n.language);
    const days = daysBetween(now, moment);
    if (days === 0) return t('time.todayAt', { clock });
    if (days === 1) return t('time.tomorrowAt', { clock });
    return `${shortDate(moment, now, i18n.language)} ${clock}`;
  };
};

interface MomentProps {
  at: string;
  className?: string;
}

/** When something was; the full date and time on hover. */
export const Moment = ({ at, className }: MomentProps) => {
  const { i18n } = useTranslation();
  const text = useMomentText();
  const now = useNow(10_000);
  const moment = Date.parse(at);
  return (
    <time className={className} dateTime={at} title={absoluteTime(moment, i18n.language)}>
      {text(moment, now)}
    </time>
  );
};

/** A moment in full, for facts. */
export const FullMoment = ({ at }: MomentProps) => {
  const { i18n } = useTranslation();
  return <time dateTime={at}>{absoluteTime(Date.parse(at), i18n.language)}</time>;
};

/** How long something lasts already; runs on by the second. */
export const Elapsed = ({ since, className }: { since: string; className?: string }) => {
  const { i18n } = useTranslation();
  const text = useDurationText();
  const now = useNow();
  return (
    <time className={className} dateTime={since} title={absoluteTime(Date.parse(since), i18n.language)}>
      {text(now - Date.parse(since))}
    </time>
  );
};
