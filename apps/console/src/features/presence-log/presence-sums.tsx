import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDurationText } from '../../components/time.tsx';
import { presenceSumsQuery } from './presence-log.ts';
import { type PresenceLogSearch, presenceStates } from './presence-log-search.ts';

/** How long in each state, by day of the desk: a bar of shares, and the times. */
export const PresenceSums = ({ search }: { search: PresenceLogSearch }) => {
  const { t } = useTranslation();
  const duration = useDurationText();
  const sums = useQuery(presenceSumsQuery(search));
  const days = sums.data?.days ?? [];
  if (sums.isError) return <p className="presence-quiet">{t('presenceLog.tooLong')}</p>;
  if (days.length === 0) return null;
  const shown = presenceStates.filter((state) => state !== 'offline');
  return (
    <details className="presence-sums" open>
      <summary>{t('presenceLog.sums', { zone: sums.data?.timeZone ?? '' })}</summary>
      <ul>
        {days.map((day) => {
          const total = shown.reduce((sum, state) => sum + day[state], 0);
          return (
            <li key={day.day}>
              <span className="presence-number">{day.day}</span>
              <span className="presence-bar" aria-hidden="true">
                {shown.map((state) => (
                  <span
                    key={state}
                    className={`presence-part presence-part-${state}`}
                    style={{ flexGrow: total === 0 ? 0 : day[state] / total }}
                  />
                ))}
              </span>
              {shown.map((state) => (
                <span key={state} className="presence-sum presence-number">
                  <small className={`presence-dot presence-part-${state}`} aria-hidden="true" />{' '}
                  {t(`presence.${state}`)} {duration(day[state] * 1_000)}
                </span>
              ))}
            </li>
          );
        })}
      </ul>
    </details>
  );
};
