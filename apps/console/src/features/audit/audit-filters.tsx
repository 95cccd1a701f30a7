import { Button, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { DayField } from '../../components/day-field.tsx';
import { AccountSelect } from '../access/account-select.tsx';
import { type AuditSearch, auditCategories } from './audit-search.ts';

interface AuditFiltersProps {
  search: AuditSearch;
  /** Names of what is filtered by, as far as the list has told them. */
  names: { actor: string | null; subject: string | null };
  onChange: (part: AuditSearch) => void;
  onClear: () => void;
}

/** The filters of the audit; the address holds them. */
export const AuditFilters = ({ search, names, onChange, onClear }: AuditFiltersProps) => {
  const { t } = useTranslation();
  const account = useAccount();
  return (
    <search className="audit-filters" aria-label={t('audit.filters.title')}>
      <Select
        aria-label={t('audit.filters.category')}
        placeholder={t('audit.filters.category')}
        allowClear
        value={search.category ?? null}
        onChange={(category) => onChange({ category })}
        options={auditCategories.map((category) => ({ value: category, label: t(`audit.categories.${category}`) }))}
      />
      {may(account, 'accounts:read') ? (
        <AccountSelect
          label={t('audit.filters.actor')}
          value={search.actor ? { value: search.actor, label: names.actor ?? search.actor.slice(0, 8) } : null}
          onChange={(person) => onChange({ actor: person?.value ?? '' })}
        />
      ) : null}
      <DayField label={t('audit.filters.from')} value={search.from} onChange={(from) => onChange({ from })} />
      <DayField label={t('audit.filters.to')} value={search.to} onChange={(to) => onChange({ to })} />
      {search.subject ? (
        <Tag closable onClose={() => onChange({ subject: '' })}>
          {t('audit.subject')} · {names.subject ?? search.subject}
        </Tag>
      ) : null}
      {search.actor && !may(account, 'accounts:read') ? (
        <Tag closable onClose={() => onChange({ actor: '' })}>
          {t('audit.filters.actor')} · {names.actor ?? search.actor.slice(0, 8)}
        </Tag>
      ) : null}
      {Object.keys(search).length > 0 ? (
        <Button type="link" onClick={onClear}>
          {t('audit.filters.clear')}
        </Button>
      ) : null}
    </search>
  );
};
