import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../lib/debounced.ts';
import { colorStyle } from './tag-chips.tsx';
import { usableTagsQuery } from './tags.ts';
import './tag-chips.css';

/** Chooses one tag to look for. */
export const TagFilter = ({ value, onChange }: { value: string | undefined; onChange: (id: string) => void }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useQuery(usableTagsQuery(useDebounced(typed.trim(), 150)));
  return (
    <Select<string>
      aria-label={t('tags.one')}
      placeholder={t('tags.one')}
      allowClear
      value={value ?? null}
      onChange={(id: string | null | undefined) => onChange(id ?? '')}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: false }}
      notFoundContent={t('tags.noneYet')}
      options={(found.data?.items ?? []).map(({ id, name, color }) => ({
        value: id,
        label: (
          <span className="tag-option" style={colorStyle(color)}>
            <span className="tag-dot" aria-hidden="true" />
            {name}
          </span>
        ),
      }))}
    />
  );
};
