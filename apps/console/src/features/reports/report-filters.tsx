import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { DayField } from '../../components/day-field.tsx';
import { AccountSelect } from '../access/account-select.tsx';
import { unitQuery } from '../organization/org-units.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { today } from './reports.ts';
import type { ReportsSearch } from './reports-search.ts';

interface ReportFiltersProps {
  search: ReportsSearch;
  /** Of the agent filtered by, as far as the report has told it. */
  agentName: string | null;
  onChange: (part: { [Key in keyof ReportsSearch]?: ReportsSearch[Key] | '' | 0 | null }) => void;
  onClear: () => void;
  children?: ReactNode;
}

/** From when to when, of which group and which agent; the address holds them. */
export const ReportFilters = ({ search, agentName, onChange, onClear, children }: ReportFiltersProps) => {
  const { t } = useTranslation();
  const account = useAccount();
  const unit = useQuery({ ...unitQuery(search.group ?? 0), enabled: search.group !== undefined });
  return (
    <search className="report-filters" aria-label={t('reports.filters.title')}>
      {children}
      <DayField
        label={t('reports.filters.from')}
        value={search.from ?? today(-29)}
        onChange={(from) => onChange({ from })}
      />
      <DayField label={t('reports.filters.to')} value={search.to ?? today()} onChange={(to) => onChange({ to })} />
      {may(account, 'org-units:read') ? (
        <UnitPicker
          aria-label={t('reports.filters.group')}
          placeholder={t('reports.filters.group')}
          allowClear
          value={search.group === undefined ? null : { id: search.group, name: unit.data?.name ?? '…' }}
          onChange={(chosen) => onChange({ group: chosen?.id ?? 0 })}
        />
      ) : null}
      {may(account, 'accounts:read') ? (
        <AccountSelect
          label={t('reports.filters.agent')}
          value={search.agent ? { value: search.agent, label: agentName ?? search.agent.slice(0, 8) } : null}
          onChange={(person) => onChange({ agent: person?.value ?? '' })}
        />
      ) : null}
      {search.from || search.to || search.group || search.agent ? (
        <Button type="link" onClick={onClear}>
          {t('reports.filters.clear')}
        </Button>
      ) : null}
    </search>
  );
};
