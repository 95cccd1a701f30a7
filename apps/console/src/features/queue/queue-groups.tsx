import type { QueueGroup } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Elapsed, useDurationText } from '../../components/time.tsx';
import { classNames } from '../../lib/class-names.ts';

interface QueueGroupsProps {
  /** Undefined: on its way. */
  groups: readonly QueueGroup[] | undefined;
  total: number | undefined;
  chosen: number | undefined;
  onChoose: (id: number | null) => void;
}

/** The skill groups in which somebody waits: how many, how long, who is there; one narrows the list. */
export const QueueGroups = ({ groups, total, chosen, onChoose }: QueueGroupsProps) => {
  const { t } = useTranslation();
  const duration = useDurationText();
  return (
    <section className="queue-groups" aria-label={t('queue.groups')} aria-busy={!groups}>
      <button
        type="button"
        className={classNames('queue-group', chosen === undefined && 'queue-group-chosen')}
        aria-pressed={chosen === undefined}
        onClick={() => onChoose(null)}
      >
        <span className="queue-group-name">{t('queue.all')}</span>
        <b>{total ?? '–'}</b>
        <small>{groups ? t('queue.groupCount', { count: groups.length }) : <SkeletonLine width="80px" />}</small>
      </button>
      {groups?.map(({ id, name, waiting, longestSince, readyAgents, estimateSeconds }) => (
        <button
          key={id}
          type="button"
          className={classNames('queue-group', chosen === id && 'queue-group-chosen')}
          aria-pressed={chosen === id}
          onClick={() => onChoose(chosen === id ? null : id)}
        >
          <span className="queue-group-name">{name}</span>
          <b>{waiting}</b>
          <small>
            {t('queue.longest')} <Elapsed since={longestSince} />
          </small>
          <small className={readyAgents === 0 ? 'queue-group-nobody' : undefined}>
            {t('queue.ready', { count: readyAgents })}
            {estimateSeconds === null ? null : (
              <span title={t('queue.estimateMeans')}>
                {' · '}
                {t('queue.estimate', { time: duration(estimateSeconds * 1_000) })}
              </span>
            )}
          </small>
        </button>
      ))}
    </section>
  );
};
