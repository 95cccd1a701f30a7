import type { OrgUnit } from '@cskefu/contract';
import { type DragEvent, useEffect, useState } from 'react';
import { useTree } from './tree-context.ts';

const OPEN_AFTER_MS = 700;

/** Not into itself, not below itself, and not where it hangs already. */
const takes = (target: OrgUnit, dragged: OrgUnit | null) =>
  dragged !== null &&
  dragged.id !== target.id &&
  dragged.parentId !== target.id &&
  !target.ancestors.some(({ id }) => id === dragged.id);

/** What a row needs to be dragged, and to be dragged onto. */
export const useUnitDrag = (unit: OrgUnit) => {
  const { onMove, dragged, setDragged, setExpanded } = useTree();
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!over || unit.childCount === 0) return;
    const timer = setTimeout(() => setExpanded(unit.id, true), OPEN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [over, unit.id, unit.childCount, setExpanded]);
  if (!onMove) return { over: false, handlers: {} };
  const handlers = {
    // The highest unit that one sees hangs where one cannot see.
    draggable: unit.parentId !== null,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', unit.name);
      setDragged(unit);
    },
    onDragEnd: () => setDragged(null),
    onDragOver: (event: DragEvent) => {
      if (!takes(unit, dragged)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      if (dragged && takes(unit, dragged)) onMove(dragged, unit);
      setDragged(null);
    },
  };
  return { over: over && takes(unit, dragged), handlers };
};
