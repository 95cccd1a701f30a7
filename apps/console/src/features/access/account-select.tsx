import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../lib/debounced.ts';
import { accountsQuery } from '../accounts/accounts.ts';

export interface ChosenPerson {
  value: string;
  label: string;
}

interface AccountSelectProps {
  label: string;
  value: ChosenPerson | null;
  onChange: (person: ChosenPerson | null) => void;
}

/** Chooses one person by a part of their name, user name, e-mail or mobile number. */
export const AccountSelect = ({ label, value, onChange }: AccountSelectProps) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  const found = useInfiniteQuery({ ...accountsQuery({ limit: 30, ...(search && { search }) }), enabled: open });
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      labelInValue
      value={value}
      onChange={(person: ChosenPerson | undefined) => onChange(person ?? null)}
      onOpenChange={setOpen}
      options={(found.data?.pages[0]?.items ?? []).map((account) => ({
        value: account.id,
        label: account.name,
        unit: account.orgUnit.name,
      }))}
      optionRender={({ data }) => (
        <span className="access-option">
          {data.label} <small>{data.unit}</small>
        </span>
      )}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      notFoundContent={found.isFetching ? t('organization.loading') : t('accounts.nobodyFound')}
      popupMatchSelectWidth={260}
      getPopupContainer={(trigger) => trigger.closest('dialog') ?? document.body}
    />
  );
};
