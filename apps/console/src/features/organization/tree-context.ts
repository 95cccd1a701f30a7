import type { OrgUnit } from '@cskefu/contract';
import { createContext, use } from 'react';

export interface TreeContextValue {
  expanded: ReadonlySet<number>;
  setExpanded: (id: number, open: boolean) => void;
  selectedId: number | null;
  /** The node that the Tab key goes to; null is the first. */
  stopId: number | null;
  setStop: (id: number | null) => void;
  onSelect: (unit: OrgUnit) => void;
  /** Null: nothing can be dragged here. */
  onMove: ((unit: OrgUnit, to: OrgUnit) => void) | null;
  dragged: OrgUnit | null;
  setDragged: (unit: OrgUnit | null) => void;
}

export const TreeContext = createContext<TreeContextValue | null>(null);

export const useTree = (): TreeContextValue => {
  const tree = use(TreeContext);
  if (!tree) throw new Error('useTree outside of UnitTree');
  return tree;
};
