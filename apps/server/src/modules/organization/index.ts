export { findUnitsWithin, insertOrgUnit, type OrgUnit } from './org-units.store.ts';
