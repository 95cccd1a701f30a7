import type { OrgUnit } from '@cskefu/contract';
import { useEffect, useMemo, useState } from 'react';
import { TreeContext, type TreeContextValue } from './tree-context.ts';
import { UnitBranch } from './unit-branch.tsx';
import './unit-tree.css';

interface UnitTreeProps {
  label: string;
  selectedId: number | null;
  /** Opened from above down, so that the selected unit is in sight. */
  openIds?: readonly number[];
  onSelect: (unit: OrgUnit) => void;
  onMove?: (unit: OrgUnit, to: OrgUnit) => void;
}

/** The organization as a tree that fetches each branch when it is opened. */
export const UnitTree = ({ label, selectedId, openIds = [], onSelect, onMove }: UnitTreeProps) => {
  const [expanded, setAll] = useState<ReadonlySet<number>>(new Set(openIds));
  const [stopId, setStop] = useState<number | null>(selectedId);
  const [dragged, setDragged] = useState<OrgUnit | null>(null);
  const wanted = openIds.join();
  useEffect(() => {
    if (wanted) setAll((known) => new Set([...known, ...wanted.split(',').map(Number)]));
  }, [wanted]);
  useEffect(() => setStop(selectedId), [selectedId]);
  const tree = useMemo<TreeContextValue>(
    () => ({
      expanded,
      setExpanded: (id, open) =>
        setAll((known) => new Set(open ? [...known, id] : [...known].filter((other) => other !== id))),
      selectedId,
      stopId,
      setStop,
      onSelect,
      onMove: onMove ?? null,
      dragged,
      setDragged,
    }),
    [expanded, selectedId, stopId, onSelect, onMove, dragged],
  );
  return (
    <TreeContext value={tree}>
      <UnitBranch parentId={null} level={1} label={label} />
    </TreeContext>
  );
};
