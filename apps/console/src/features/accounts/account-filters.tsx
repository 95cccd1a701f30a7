import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { may, useAccount } from '../../app/session.ts';
import { SearchField } from '../../components/search-field.tsx';
import { unitQuery } from '../organization/org-units.ts';
import { UnitPicker } from '../organization/unit-picker.tsx';
import { rolesQuery } from '../roles/roles.ts';
import { type AccountsSearch, accountKinds, accountStates } from './accounts-search.ts';

interface AccountFiltersProps {
  search: AccountsSearch;
  onChange: (part: AccountsSearch) => void;
  onClear: () => void;
}

const useUnitName = (id: number | undefined) =>
  useQuery({ ...unitQuery(id ?? 0), enabled: id !== undefined }).data?.name ?? '…';

/** The filters of the list; the address holds them. */
export const AccountFilters = ({ search, onChange, onClear }: AccountFiltersProps) => {
  const { t } = useTranslation();
  const account = useAccount();
  const seesRoles = may(account, 'roles:read');
  const roles = useQuery({ ...rolesQuery, enabled: seesRoles });
  const unitName = useUnitName(search.unit);
  const filtered = Object.keys(search).some((key) => key !== 'cursor');
  return (
    <search className="account-filters" aria-label={t('accounts.filters.title')}>
      <SearchField
        className="account-filter-wide"
        label={t('accounts.filters.search')}
        value={search.search ?? ''}
        onSearch={(text) => onChange(text ? { search: text } : { search: '' })}
      />
      {may(account, 'org-units:read') ? (
        <UnitPicker
          className="account-filter-wide"
          aria-label={t('accounts.filters.unit')}
          placeholder={t('accounts.filters.unit')}
          allowClear
          value={search.unit ? { id: search.unit, name: unitName } : null}
          onChange={(unit) => onChange({ unit: unit?.id ?? 0 })}
        />
      ) : null}
      {seesRoles ? (
        <Select
          aria-label={t('accounts.filters.role')}
          placeholder={t('accounts.filters.role')}
          allowClear
          value={search.role ?? null}
          onChange={(role: number | null | undefined) => onChange({ role: role ?? 0 })}
          options={(roles.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          showSearch={{ optionFilterProp: 'label' }}
        />
      ) : null}
      <Select
        aria-label={t('accounts.filters.kind')}
        placeholder={t('accounts.filters.kind')}
        allowClear
        value={search.kind ?? null}
        onChange={(kind) => onChange({ kind })}
        options={accountKinds.map((kind) => ({ value: kind, label: t(`accounts.kinds.${kind}`) }))}
      />
      <Select
        aria-label={t('accounts.filters.state')}
        placeholder={t('accounts.filters.state')}
        allowClear
        value={search.state ?? null}
        onChange={(state) => onChange({ state })}
        options={accountStates.map((state) => ({ value: state, label: t(`accounts.states.${state}`) }))}
      />
      {filtered ? (
        <Button type="link" onClick={onClear}>
          {t('accounts.filters.clear')}
        </Button>
      ) : null}
    </search>
  );
};
