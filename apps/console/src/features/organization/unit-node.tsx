import type { OrgUnit } from '@cskefu/contract';
import { Building2, ChevronRight, Headset } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../../lib/class-names.ts';
import { indent } from './indent.ts';
import { useTree } from './tree-context.ts';
import { focusFirstBelow, focusParent, onTreeKey } from './tree-keys.ts';
import { useUnitDrag } from './unit-drag.ts';

interface UnitNodeProps {
  unit: OrgUnit;
  level: number;
  /** Reached by the Tab key while no other node is. */
  first: boolean;
  /** What hangs below it, fetched when opened. */
  branch: () => ReactNode;
}

/** One unit of the tree with what hangs below it. */
export const UnitNode = ({ unit, level, first, branch }: UnitNodeProps) => {
  const { t } = useTranslation();
  const { expanded, setExpanded, selectedId, stopId, setStop, onSelect, dragged } = useTree();
  const { over, handlers } = useUnitDrag(unit);
  const inner = unit.childCount > 0;
  const open = inner && expanded.has(unit.id);
  const Icon = unit.isSkillGroup ? Headset : Building2;
  const toggle = () => {
    setStop(unit.id);
    setExpanded(unit.id, !open);
  };
  const keys = {
    Enter: () => onSelect(unit),
    ' ': () => onSelect(unit),
    ArrowRight: (node: HTMLElement) => {
      if (inner && !open) toggle();
      else if (open) focusFirstBelow(node);
    },
    ArrowLeft: (node: HTMLElement) => (open ? toggle() : focusParent(node)),
  };
  return (
    <li role="none">
      <div
        role="treeitem"
        aria-level={level}
        aria-expanded={inner ? open : undefined}
        aria-selected={unit.id === selectedId}
        tabIndex={first || unit.id === stopId ? 0 : -1}
        onFocus={() => setStop(unit.id)}
        onKeyDown={(event) => onTreeKey(event, keys)}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('.unit-toggle')) toggle();
          else onSelect(unit);
        }}
        className={classNames(
          'unit-row',
          unit.id === selectedId && 'unit-selected',
          over && 'unit-over',
          dragged?.id === unit.id && 'unit-dragged',
        )}
        style={indent(level)}
        title={unit.name}
        {...handlers}
      >
        <span className={classNames('unit-toggle', open && 'unit-toggle-open')}>
          {inner ? <ChevronRight size={14} aria-hidden="true" /> : null}
        </span>
        <Icon
          size={15}
          className={classNames('unit-icon', unit.isSkillGroup && 'unit-icon-group')}
          aria-hidden="true"
        />
        <span className="unit-name">
          {unit.name}
          {unit.isSkillGroup ? <span className="visually-hidden">{t('organization.isSkillGroup')}</span> : null}
        </span>
        {unit.accountCount > 0 ? (
          <span
            className="unit-count"
            title={t('organization.peopleCount', { count: unit.accountCount })}
            aria-hidden="true"
          >
            {unit.accountCount}
          </span>
        ) : null}
      </div>
      {open ? branch() : null}
    </li>
  );
};
