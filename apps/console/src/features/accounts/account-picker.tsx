import { useInfiniteQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../lib/debounced.ts';
import { accountsQuery } from './accounts.ts';

interface AccountPickerProps {
  id?: string;
  value: readonly ChosenAccount[];
  onChange: (accounts: ChosenAccount[]) => void;
  /** Accounts that are there already, and why they cannot be chosen once more. */
  taken?: (account: { id: string; unitId: number; roleIds: number[] }) => string | null;
}

export interface ChosenAccount {
  value: string;
  label: string;
}

/** Chooses people by a part of their name, user name, e-mail or mobile number. */
export const AccountPicker = ({ id, value, onChange, taken }: AccountPickerProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  const found = useInfiniteQuery(accountsQuery({ limit: 30, ...(search && { search }) }));
  // Nothing until the answer is that of the whole word: who types and presses Enter means nobody else.
  const people = (search === typed.trim() && found.data?.pages[0]?.items) || [];
  const options = people.map((account) => ({
    value: account.id,
    label: account.name,
    unit: account.orgUnit.name,
    username: account.username,
    why: taken?.({
      id: account.id,
      unitId: account.orgUnit.id,
      roleIds: account.roles.map((role) => role.id),
    }),
  }));
  return (
    <Select
      {...(id && { id })}
      mode="multiple"
      autoFocus
      style={{ width: '100%' }}
      labelInValue
      value={[...value]}
      onChange={(chosen: ChosenAccount[]) => {
        setTyped('');
        onChange(chosen.map(({ value, label }) => ({ value, label })));
      }}
      placeholder={t('accounts.find')}
      aria-label={t('accounts.find')}
      options={options.map((option) => ({ ...option, disabled: option.why != null }))}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false, autoClearSearchValue: true }}
      optionRender={({ data }) => (
        <span className="picker-person">
          <span>
            {data.label} <small className="picker-path">{data.username}</small>
          </span>
          <small className="picker-path">{data.why ?? data.unit}</small>
        </span>
      )}
      notFoundContent={found.isFetching ? t('organization.loading') : t('accounts.nobodyFound')}
    />
  );
};
