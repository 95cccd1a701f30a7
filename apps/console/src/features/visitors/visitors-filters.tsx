import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { SearchField } from '../../components/search-field.tsx';
import { channelsQuery } from '../channels/channels.ts';
import { sorts, talks, type VisitorsSearch } from './visitors-search.ts';

interface VisitorsFiltersProps {
  search: VisitorsSearch;
  onChange: (part: { [Key in keyof VisitorsSearch]?: VisitorsSearch[Key] | '' | null | undefined }) => void;
  onClear: () => void;
}

/** The filters of the list; the address holds them. */
export const VisitorsFilters = ({ search, onChange, onClear }: VisitorsFiltersProps) => {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <search className="visitors-filters" aria-label={t('visitors.filters.title')}>
      <SearchField label={t('visitors.filters.page')} value={search.on ?? ''} onSearch={(on) => onChange({ on })} />
      <SearchField
        label={t('visitors.filters.region')}
        value={search.region ?? ''}
        onSearch={(region) => onChange({ region })}
      />
      {may(account, 'channels:read') ? (
        <ChannelSelect value={search.channel} onChange={(channel) => onChange({ channel })} />
      ) : null}
      <Select
        aria-label={t('visitors.filters.talking')}
        placeholder={t('visitors.filters.talking')}
        allowClear
        value={search.talking ?? null}
        onChange={(talking) => onChange({ talking })}
        options={talks.map((value) => ({ value, label: t(`visitors.talking.${value}`) }))}
      />
      <Select
        aria-label={t('visitors.filters.sort')}
        value={search.sort ?? 'arrived'}
        onChange={(sort) => onChange({ sort })}
        options={sorts.map((value) => ({ value, label: t(`visitors.sorts.${value}`) }))}
      />
      {Object.keys(search).length > 0 ? (
        <Button type="link" onClick={onClear}>
          {t('visitors.filters.clear')}
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
      aria-label={t('visitors.filters.channel')}
      placeholder={t('visitors.filters.channel')}
      allowClear
      value={value ?? null}
      onChange={(id: string | null | undefined) => onChange(id ?? '')}
      options={channels.map(({ id, name }) => ({ value: id, label: name }))}
      showSearch={{ optionFilterProp: 'label' }}
    />
  );
};
