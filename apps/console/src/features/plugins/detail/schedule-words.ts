import { useTranslation } from 'react-i18next';
import { useDurationText } from '../../../components/time.tsx';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** How often, in words: `15m` as a manifest says it, `every 15m` or `cron 0 3 * * * UTC` as the desk does. What is not simple stays as it is. */
export const useScheduleWords = () => {
  const { t } = useTranslation();
  const durationText = useDurationText();
  return (schedule: string): string => {
    const [, count, unit = ''] = /^(?:every )?(\d+)([mhd])$/.exec(schedule) ?? [];
    const length = UNITS[unit];
    if (count && length) return t('plugins.brings.every', { every: durationText(Number(count) * length) });
    const cron = schedule.replace(/^cron /, '');
    const [, minute, hour, zone = ''] = /^(\d+) (\d+) \* \* \*( \S+)?$/.exec(cron) ?? [];
    if (!minute || !hour) return cron;
    return t('plugins.brings.daily', { clock: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}${zone}` });
  };
};
