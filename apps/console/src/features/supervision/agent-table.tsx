import type { PresenceState, Wall, WallAgent } from '@cskefu/contract';
import { Button, Select } from 'antd';
import { SlidersHorizontal } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { Elapsed } from '../../components/time.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useNow } from '../../lib/clock.ts';
import { PresenceMark } from '../presence/presence-mark.tsx';

const ForceDialog = lazy(() => import('./force-dialog.tsx'));

const order: Record<PresenceState, number> = { ready: 0, busy: 1, away: 2, offline: 3 };
const byState = (one: WallAgent, other: WallAgent) =>
  order[one.state] - order[other.state] || other.load - one.load || one.name.localeCompare(other.name);

/** How long in this state; red once it is longer than its reason allows. */
const InState = ({ agent: { since, maxMinutes } }: { agent: WallAgent }) => {
  const now = useNow(10_000);
  const over = maxMinutes !== null && now - Date.parse(since) > maxMinutes * 60_000;
  return <Elapsed since={since} className={classNames('number', over && 'number-danger')} />;
};

export const AgentTable = ({ wall, onShow }: { wall: Wall | undefined; onShow: (agentId: string) => void }) => {
  const { t } = useTranslation();
  const directs = may(useAccount(), 'supervision:write');
  const [state, setState] = useState<PresenceState | 'there'>('there');
  const [forcing, setForcing] = useState<WallAgent | null>(null);
  const columns: Column<WallAgent>[] = [
    {
      key: 'name',
      title: t('supervision.columns.agent'),
      render: (row) => (
        <button type="button" className="wall-link" onClick={() => onShow(row.id)}>
          {row.name} <small>{row.unit.name}</small>
        </button>
      ),
    },
    {
      key: 'state',
      title: t('supervision.columns.state'),
      render: (row) => (
        <span className="agent-state">
          <PresenceMark state={row.state} />
          <span>
            {t(`presence.${row.state}`)}
            {row.reason ? ` · ${row.reason}` : ''}
            {row.forcedBy && row.state !== 'offline' ? (
              <small>{t('supervision.forcedBy', { name: row.forcedBy })}</small>
            ) : null}
          </span>
        </span>
      ),
    },
    { key: 'since', title: t('supervision.columns.since'), render: (row) => <InState agent={row} /> },
    {
      key: 'load',
      title: t('supervision.columns.load'),
      render: ({ load, capacity }) => (
        <span className={classNames('number', 'agent-load', load >= capacity && 'number-waiting')}>
          {load} / {capacity}
          <meter min={0} max={Math.max(capacity, load)} value={load} aria-hidden="true" />
        </span>
      ),
    },
    ...(directs
      ? [
          {
            key: 'acts',
            title: t('supervision.columns.acts'),
            quiet: true,
            render: (row: WallAgent) => (
              <Button
                size="small"
                type="text"
                icon={<SlidersHorizontal size={14} />}
                aria-label={`${t('supervision.force')} ${row.name}`}
                onClick={() => setForcing(row)}
              >
                {t('supervision.force')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  const rows = wall?.agents
    .filter((agent) => (state === 'there' ? agent.state !== 'offline' : agent.state === state))
    .toSorted(byState);
  const options = (['there', 'ready', 'away', 'busy', 'offline'] as const).map((value) => ({
    value,
    label: value === 'there' ? t('supervision.there') : t(`presence.${value}`),
  }));
  return (
    <>
      <div className="wall-section-head">
        <h2>
          {t('supervision.agents')} <small>{rows?.length ?? ''}</small>
        </h2>
        <Select
          size="small"
          value={state}
          options={options}
          onChange={setState}
          aria-label={t('supervision.columns.state')}
          popupMatchSelectWidth={false}
        />
      </div>
      {rows?.length === 0 ? (
        <p className="wall-empty">{t('supervision.noAgents')}</p>
      ) : (
        <DataTable
          label={t('supervision.agents')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          dense
          expect={6}
          muted={(row) => row.state === 'offline'}
        />
      )}
      {forcing ? (
        <OnDemand>
          <ForceDialog agent={forcing} onClose={() => setForcing(null)} />
        </OnDemand>
      ) : null}
    </>
  );
};
