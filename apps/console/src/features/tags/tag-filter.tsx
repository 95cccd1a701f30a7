import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../lib/debounced.ts';
import { TagOption } from './tag-option.tsx';
import { usableTagsQuery } from './tags.ts';

/** Chooses one tag to look for. */
export const TagFilter = ({ value, onChange }: { value: string | undefined; onChange: (id: string) => void }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useQuery(usableTagsQuery(useDebounced(typed.trim(), 150)));
  const tags = found.data?.items ?? [];
  return (
    <Select<string>
      aria-label={t('tags.one')}
      placeholder={t('tags.one')}
      allowClear
      value={value ?? null}
      onChange={(id: string | null | undefined) => onChange(id ?? '')}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      notFoundContent={t('tags.noneYet')}
      optionRender={({ value: id, label }) => (
        <TagOption color={tags.find((tag) => tag.id === id)?.color ?? 'grey'}>{label}</TagOption>
      )}
      options={tags.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
};
