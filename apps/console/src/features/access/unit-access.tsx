import type { OrgUnit } from '@cskefu/contract';
import { WhoCanSeeButton } from './who-can-see-button.tsx';

/** Among the acts of a unit: who can see it. */
export const UnitAccess = ({ unit }: { unit: OrgUnit }) => (
  <WhoCanSeeButton subject="org-unit" id={String(unit.id)} name={unit.name} />
);
