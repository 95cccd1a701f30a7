import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../../lib/debounced.ts';
import { unitQuery } from '../../organization/org-units.ts';
import { skillGroupsQuery } from '../../session-settings/session-settings.ts';

interface OfferedGroupsProps {
  id: string;
  value: number[];
  disabled: boolean;
  onChange: (value: number[]) => void;
}

const MOST = 20;

/** The skill groups of which visitors choose one, found by a part of their name. */
export const OfferedGroups = ({ id, value, disabled, onChange }: OfferedGroupsProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useInfiniteQuery(skillGroupsQuery(useDebounced(typed.trim())));
  const chosen = useQueries({ queries: value.map((unit) => ({ ...unitQuery(unit), retry: false })) });
  const nameOf = (at: number) => chosen[at]?.data?.name ?? `#${value[at]}`;
  const groups = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Select
      id={id}
      mode="multiple"
      style={{ width: '100%' }}
      disabled={disabled}
      placeholder={t('channels.arrival.anyGroup')}
      maxCount={MOST}
      labelInValue
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      value={value.map((unit, at) => ({ value: unit, label: nameOf(at) }))}
      onChange={(next: { value: number }[]) => {
        setTyped('');
        onChange(next.map((option) => option.value));
      }}
      options={groups.map((group) => ({ value: group.id, label: group.name }))}
    />
  );
};
