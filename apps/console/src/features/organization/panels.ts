import type { OrgUnit } from '@cskefu/contract';
import type { ComponentType } from 'react';
import { UnitAccess } from '../access/unit-access.tsx';

/** What other features add to the acts of a unit, such as who can see it. */
export const unitPanels: readonly { key: string; Panel: ComponentType<{ unit: OrgUnit }> }[] = [
  { key: 'access', Panel: UnitAccess },
];
