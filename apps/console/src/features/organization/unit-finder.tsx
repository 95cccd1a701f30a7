import type { OrgUnit } from '@cskefu/contract';
import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '../../lib/debounced.ts';
import { UnitHits } from './unit-hits.tsx';
import { UnitTree } from './unit-tree.tsx';

interface UnitFinderProps {
  selectedId: number | null;
  openIds?: readonly number[];
  onSelect: (unit: OrgUnit) => void;
  onMove?: (unit: OrgUnit, to: OrgUnit) => void;
}

/** The tree, and a field that finds a unit anywhere in it. */
export const UnitFinder = (props: UnitFinderProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  return (
    <>
      <div className="unit-search">
        <Input
          allowClear
          value={typed}
          maxLength={60}
          prefix={<Search size={14} aria-hidden="true" />}
          placeholder={t('organization.search')}
          aria-label={t('organization.search')}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <div className="unit-results scroll">
        {typed.trim() && search ? (
          <UnitHits search={search} selectedId={props.selectedId} onSelect={props.onSelect} />
        ) : (
          <UnitTree label={t('organization.tree')} {...props} />
        )}
      </div>
    </>
  );
};
