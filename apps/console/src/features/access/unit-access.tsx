import type { OrgUnit } from '@cskefu/contract';
import { WhoCanSeeButton } from './who-can-see-button.tsx';
import './access.css';

/** On the page of a unit: who can see it. */
export const UnitAccess = ({ unit }: { unit: OrgUnit }) => (
  <div className="access-panel">
    <WhoCanSeeButton subject="org-unit" id={String(unit.id)} name={unit.name} />
  </div>
);
