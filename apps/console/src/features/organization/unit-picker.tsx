import type { OrgUnit } from '@cskefu/contract';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { type AriaAttributes, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../app/session.ts';
import { useDebounced } from '../../lib/debounced.ts';
import { childrenQuery, pathText, type UnitRef, unitSearchQuery } from './org-units.ts';

interface UnitPickerProps extends Pick<AriaAttributes, 'aria-label'> {
  id?: string;
  value?: UnitRef | null;
  onChange?: (unit: UnitRef | null) => void;
  disabled?: boolean;
  allowClear?: boolean;
  placeholder?: string;
  className?: string;
  /** Units that may not be chosen, with all below them. */
  except?: number;
}

const isWithin = (unit: OrgUnit, id: number | undefined) =>
  unit.id === id || unit.ancestors.some((ancestor) => ancestor.id === id);

/** Chooses one unit: down the tree, or by a part of its name. */
export const UnitPicker = ({ value, onChange, except, placeholder, ...field }: UnitPickerProps) => {
  const { t } = useTranslation();
  const account = useAccount();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  const [loaded, setLoaded] = useState<OrgUnit[]>([]);
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  const top = useInfiniteQuery({ ...childrenQuery(null), enabled: open });
  const found = useInfiniteQuery(unitSearchQuery(search));
  const searching = typed.trim() !== '';

  // Nothing until the answer is that of the whole word: who types and presses Enter means no other.
  const units = searching
    ? (search === typed.trim() && found.data?.pages[0]?.items) || []
    : [...(top.data?.pages.flatMap((page) => page.items) ?? []), ...loaded];
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const nodes = [...known.values()].map((unit) => ({
    id: unit.id,
    value: unit.id,
    pId: searching || !unit.parentId || !known.has(unit.parentId) ? 0 : unit.parentId,
    isLeaf: searching || unit.childCount === 0,
    disabled: isWithin(unit, except),
    title: unit.name,
    path: searching ? pathText(unit) : '',
  }));
  const load = async (parentId: number) => {
    const pages = await queryClient.fetchInfiniteQuery(childrenQuery(parentId));
    setLoaded((before) => [...before, ...pages.pages.flatMap((page) => page.items)]);
  };
  return (
    <TreeSelect
      {...field}
      style={{ width: '100%' }}
      treeDataSimpleMode={{ id: 'id', pId: 'pId', rootPId: 0 }}
      treeData={nodes}
      loadData={(node) => load(Number(node['value']))}
      treeNodeLabelProp="title"
      treeTitleRender={(node) => (
        <>
          {node.title}
          {node.path ? <small className="picker-path">{node.path}</small> : null}
        </>
      )}
      labelInValue
      value={value ? { value: value.id, label: value.name } : undefined}
      onChange={(chosen: { value: number; label: string } | undefined) => {
        const unit = chosen && known.get(chosen.value);
        onChange?.(unit ? { id: unit.id, name: unit.name } : null);
      }}
      // The tree of most people begins with one unit, and what they look for lies below it.
      treeDefaultExpandedKeys={[account.orgUnit.id]}
      onOpenChange={setOpen}
      placeholder={placeholder ?? t('organization.choose')}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterTreeNode: false }}
      notFoundContent={top.isFetching || found.isFetching ? t('organization.loading') : t('organization.noHit')}
    />
  );
};
