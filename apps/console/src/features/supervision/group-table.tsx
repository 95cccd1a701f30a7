import type { Wall, WallGroup } from '@cskefu/contract';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Elapsed, useDurationText } from '../../components/time.tsx';
import { classNames } from '../../lib/class-names.ts';
import { averageWaitOf, serviceLevelOf } from './totals.ts';

/** Skill groups: whoever waits longest first. */
const byNeed = (one: WallGroup, other: WallGroup) =>
  other.waiting - one.waiting ||
  (one.waitingSince ?? '').localeCompare(other.waitingSince ?? '') ||
  other.active - one.active ||
  one.name.localeCompare(other.name);

export const GroupTable = ({ wall, onShow }: { wall: Wall | undefined; onShow: (groupId: number) => void }) => {
  const { t } = useTranslation();
  const duration = useDurationText();
  const agentsOf = (id: number, state: string) =>
    wall?.agents.filter((agent) => agent.unit.id === id && agent.state === state).length ?? 0;
  const columns: Column<WallGroup>[] = [
    {
      key: 'name',
      title: t('supervision.columns.group'),
      render: (row) => (
        <button type="button" className="wall-link" onClick={() => onShow(row.id)}>
          {row.name}
        </button>
      ),
    },
    {
      key: 'waiting',
      title: t('supervision.columns.waiting'),
      render: (row) => <span className={classNames('number', row.waiting > 0 && 'number-waiting')}>{row.waiting}</span>,
    },
    {
      key: 'longest',
      title: t('supervision.columns.longest'),
      render: (row) => (row.waitingSince ? <Elapsed since={row.waitingSince} className="number" /> : '—'),
    },
    {
      key: 'active',
      title: t('supervision.columns.active'),
      render: (row) => <span className="number">{row.active}</span>,
    },
    {
      key: 'agents',
      title: t('supervision.columns.agents'),
      render: ({ id }) => (
        <span className="number">
          {t('supervision.agentCounts', {
            ready: agentsOf(id, 'ready'),
            away: agentsOf(id, 'away'),
            busy: agentsOf(id, 'busy'),
          })}
        </span>
      ),
    },
    {
      key: 'level',
      title: t('supervision.columns.level'),
      render: (row) => {
        const level = serviceLevelOf(row);
        if (level === null) return '—';
        return (
          <span className={classNames('number', level < row.serviceLevelTarget && 'number-danger')}>
            {level}%{' '}
            <small>
              {t('supervision.within', { seconds: row.answerWithinSeconds, target: row.serviceLevelTarget })}
            </small>
          </span>
        );
      },
    },
    {
      key: 'wait',
      title: t('supervision.columns.wait'),
      render: (row) => {
        const wait = averageWaitOf(row);
        return <span className="number">{wait === null ? '—' : duration(wait)}</span>;
      },
    },
    {
      key: 'today',
      title: t('supervision.columns.today'),
      render: ({ begun, answered, abandoned }) => (
        <span className="number">
          {begun} / {answered} / {abandoned}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      label={t('supervision.groups')}
      columns={columns}
      rows={wall?.groups.toSorted(byNeed)}
      rowKey={({ id }) => id}
      dense
      expect={4}
    />
  );
};
