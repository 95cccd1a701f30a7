import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { DayField } from '../../components/day-field.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { AccountSelect } from '../access/account-select.tsx';
import { channelsQuery } from '../channels/channels.ts';
import { levels } from '../conversation/satisfaction-mark.tsx';
import { unitQuery } from '../organization/org-units.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { TagFilter } from '../tags/tag-filter.tsx';
import { closeReasons, type HistorySearch, origins, states } from './history-search.ts';

interface HistoryFiltersProps {
  search: HistorySearch;
  /** Of the agent filtered by, as far as the list has told it. */
  agentName: string | null;
  /** A part that is empty, 0 or null is left out again. */
  onChange: (part: { [Key in keyof HistorySearch]?: HistorySearch[Key] | '' | 0 | null }) => void;
  onClear: () => void;
}

/** The filters of the history; the address holds them. */
export const HistoryFilters = ({ search, agentName, onChange, onClear }: HistoryFiltersProps) => {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <search className="history-filters" aria-label={t('history.filters.title')}>
      <SearchField
        className="history-filter-text"
        label={t('history.filters.text')}
        value={search.text ?? ''}
        onSearch={(text) => onChange({ text })}
      />
      <SearchField
        label={t('history.filters.visitor')}
        value={search.visitor ?? ''}
        onSearch={(visitor) => onChange({ visitor })}
      />
      {may(account, 'channels:read') ? (
        <ChannelSelect value={search.channel} onChange={(channel) => onChange({ channel })} />
      ) : null}
      {may(account, 'org-units:read') ? (
        <GroupSelect value={search.group} onChange={(group) => onChange({ group })} />
      ) : null}
      {may(account, 'accounts:read') ? (
        <AccountSelect
          label={t('history.filters.agent')}
          value={search.agent ? { value: search.agent, label: agentName ?? search.agent.slice(0, 8) } : null}
          onChange={(person) => onChange({ agent: person?.value ?? '' })}
        />
      ) : null}
      <Select
        aria-label={t('history.filters.state')}
        placeholder={t('history.filters.state')}
        allowClear
        value={search.stage ?? null}
        onChange={(stage) => onChange({ stage })}
        options={states.map((state) => ({ value: state, label: t(`conversation.states.${state}`) }))}
      />
      <Select
        aria-label={t('history.filters.reason')}
        placeholder={t('history.filters.reason')}
        allowClear
        value={search.reason ?? null}
        onChange={(reason) => onChange({ reason })}
        options={closeReasons.map((reason) => ({ value: reason, label: t(`conversation.closeReasons.${reason}`) }))}
      />
      <Select
        aria-label={t('panel.origin')}
        placeholder={t('panel.origin')}
        allowClear
        value={search.origin ?? null}
        onChange={(origin) => onChange({ origin })}
        options={origins.map((origin) => ({ value: origin, label: t(`conversation.origins.${origin}`) }))}
      />
      <Select
        aria-label={t('satisfaction.title')}
        placeholder={t('satisfaction.title')}
        allowClear
        value={search.satisfaction ?? null}
        onChange={(satisfaction) => onChange({ satisfaction })}
        options={levels.map((level) => ({ value: level, label: `${level} ${t(`satisfaction.levels.${level}`)}` }))}
      />
      <TagFilter value={search.tag} onChange={(tag) => onChange({ tag })} />
      <DayField label={t('history.filters.from')} value={search.from} onChange={(from) => onChange({ from })} />
      <DayField label={t('history.filters.to')} value={search.to} onChange={(to) => onChange({ to })} />
      {Object.keys(search).length > 0 ? (
        <Button type="link" onClick={onClear}>
          {t('history.filters.clear')}
        </Button>
      ) : null}
    </search>
  );
};

const ChannelSelect = ({ value, onChange }: { value: string | undefined; onChange: (id: string) => void }) => {
  const { t } = useTranslation();
  const channels = useInfiniteQuery(channelsQuery).data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Select
      aria-label={t('history.filters.channel')}
      placeholder={t('history.filters.channel')}
      allowClear
      value={value ?? null}
      onChange={(id: string | null | undefined) => onChange(id ?? '')}
      options={channels.map(({ id, name }) => ({ value: id, label: name }))}
      showSearch={{ optionFilterProp: 'label' }}
    />
  );
};

const GroupSelect = ({ value, onChange }: { value: number | undefined; onChange: (id: number) => void }) => {
  const { t } = useTranslation();
  const unit = useQuery({ ...unitQuery(value ?? 0), enabled: value !== undefined });
  return (
    <UnitPicker
      className="history-filter-group"
      aria-label={t('history.filters.group')}
      placeholder={t('history.filters.group')}
      allowClear
      value={value === undefined ? null : { id: value, name: unit.data?.name ?? '…' }}
      onChange={(chosen) => onChange(chosen?.id ?? 0)}
    />
  );
};
