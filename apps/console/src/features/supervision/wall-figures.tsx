import type { Wall } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { Elapsed, useDurationText } from '../../components/time.tsx';
import { Figure } from './figure.tsx';
import { averageWaitOf, serviceLevelOf, totalsOf } from './totals.ts';

/** All together, in numbers that can be read from across the room. */
export const WallFigures = ({ wall }: { wall: Wall }) => {
  const { t, i18n } = useTranslation();
  const duration = useDurationText();
  const totals = totalsOf(wall);
  const level = serviceLevelOf(totals);
  const wait = averageWaitOf(totals);
  const number = (value: number) => value.toLocaleString(i18n.language);
  const define = (key: 'waiting' | 'longest' | 'active' | 'ready' | 'begun' | 'answered' | 'abandoned' | 'wait') =>
    t(`supervision.definitions.${key}`);
  const missed = level !== null && level < totals.serviceLevelTarget;
  return (
    <dl className="figures">
      <Figure
        label={t('supervision.figures.waiting')}
        definition={define('waiting')}
        tone={totals.waiting > 0 ? 'waiting' : null}
      >
        {number(totals.waiting)}
      </Figure>
      <Figure
        label={t('supervision.figures.longest')}
        definition={define('longest')}
        tone={totals.waitingSince ? 'waiting' : null}
      >
        {totals.waitingSince ? <Elapsed since={totals.waitingSince} /> : '—'}
      </Figure>
      <Figure
        label={t('supervision.figures.active')}
        definition={define('active')}
        beside={t('supervision.ofCapacity', { capacity: number(totals.capacity) })}
      >
        {number(totals.active)}
      </Figure>
      <Figure
        label={t('supervision.figures.ready')}
        definition={define('ready')}
        tone={totals.ready > 0 ? 'active' : 'danger'}
        beside={t('supervision.otherStates', { away: totals.away, busy: totals.busy, offline: totals.offline })}
      >
        {number(totals.ready)}
      </Figure>
      <Figure
        label={t('supervision.figures.level')}
        definition={t('supervision.definitions.level')}
        tone={level === null ? null : missed ? 'danger' : 'active'}
        beside={t('supervision.target', { target: totals.serviceLevelTarget })}
      >
        {level === null ? '—' : `${level}%`}
      </Figure>
      <Figure label={t('supervision.figures.wait')} definition={define('wait')}>
        {wait === null ? '—' : duration(wait)}
      </Figure>
      <Figure
        label={t('supervision.figures.begun')}
        definition={define('begun')}
        beside={t('supervision.answeredToday', { count: totals.answered })}
      >
        {number(totals.begun)}
      </Figure>
      <Figure label={t('supervision.figures.abandoned')} definition={define('abandoned')}>
        {number(totals.abandoned)}
      </Figure>
    </dl>
  );
};
