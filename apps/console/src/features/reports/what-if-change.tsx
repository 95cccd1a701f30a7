import type { Simulation } from '@cskefu/contract';
import { Button, Select } from 'antd';
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { AS_IT_WAS, type ChangeChoice, type GroupChange } from './what-if-day.ts';
import { NumberField, WhatIfField } from './what-if-field.tsx';

interface WhatIfChangeProps {
  day: Simulation['day'];
  change: ChangeChoice;
  onChange: (part: Partial<ChangeChoice>) => void;
  onGroup: (id: number, part: Partial<GroupChange>) => void;
  busy: boolean;
  onRun: () => void;
}

const strategies = ['idle_first', 'least_loaded', 'round_robin'] as const;

/** What would be otherwise: for all, and for each group. */
export const WhatIfChange = ({ day, change, onChange, onGroup, busy, onRun }: WhatIfChangeProps) => {
  const { t } = useTranslation();
  return (
    <form
      className="what-if-card"
      aria-labelledby="what-if-change"
      onSubmit={(event) => {
        event.preventDefault();
        onRun();
      }}
    >
      <h2 id="what-if-change">{t('reports.whatIf.change')}</h2>
      <p>{t('reports.whatIf.changeLead')}</p>
      <div className="what-if-fields">
        <NumberField
          label={t('reports.whatIf.arrivals')}
          value={Math.round(change.arrivals * 100)}
          min={10}
          max={1_000}
          step={10}
          onChange={(percent) => onChange({ arrivals: (percent ?? 100) / 100 })}
        />
        <NumberField
          label={t('reports.whatIf.handlingChange')}
          value={Math.round(change.handling * 100)}
          min={10}
          max={1_000}
          step={10}
          onChange={(percent) => onChange({ handling: (percent ?? 100) / 100 })}
        />
      </div>
      {day.groups.map((group) => (
        <GroupFields
          key={group.id}
          group={group}
          agents={day.agents.filter(({ groupId }) => groupId === group.id)}
          change={change.groups[group.id] ?? AS_IT_WAS}
          onChange={(part) => onGroup(group.id, part)}
        />
      ))}
      <Button type="primary" htmlType="submit" block icon={<Play size={14} />} loading={busy}>
        {t('reports.whatIf.run')}
      </Button>
    </form>
  );
};

interface GroupFieldsProps {
  group: Simulation['day']['groups'][number];
  agents: Simulation['day']['agents'];
  change: GroupChange;
  onChange: (part: Partial<GroupChange>) => void;
}

const GroupFields = ({ group, agents, change, onChange }: GroupFieldsProps) => {
  const { t } = useTranslation();
  return (
    <fieldset className="what-if-group">
      <legend>
        {group.name} <small>{t('reports.whatIf.agentsThere', { count: agents.length })}</small>
      </legend>
      <div className="what-if-fields">
        <NumberField
          label={t('reports.whatIf.moreAgents')}
          value={change.agents}
          min={-agents.length}
          max={100}
          onChange={(more) => onChange({ agents: more ?? 0 })}
        />
        <NumberField
          label={t('reports.whatIf.capacity')}
          value={change.capacity}
          min={1}
          max={999}
          placeholder={t('reports.whatIf.asItWas')}
          onChange={(capacity) => onChange({ capacity })}
        />
        <WhatIfField label={t('reports.whatIf.strategy')}>
          {(id) => (
            <Select
              id={id}
              value={change.strategy ?? group.settings.strategy}
              onChange={(strategy) => onChange({ strategy })}
              options={strategies.map((value) => ({ value, label: t(`reports.whatIf.strategies.${value}`) }))}
            />
          )}
        </WhatIfField>
        <WhatIfField label={t('reports.whatIf.lastAgentFirst')}>
          {(id) => (
            <Select
              id={id}
              value={change.lastAgentFirst ?? group.settings.lastAgentFirst}
              onChange={(lastAgentFirst) => onChange({ lastAgentFirst })}
              options={[true, false].map((value) => ({
                value,
                label: t(value ? 'reports.whatIf.on' : 'reports.whatIf.off'),
              }))}
            />
          )}
        </WhatIfField>
      </div>
    </fieldset>
  );
};
