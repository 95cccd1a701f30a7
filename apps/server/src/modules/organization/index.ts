export { findUnitsWithin, insertOrgUnit } from './org-units.store.ts';
