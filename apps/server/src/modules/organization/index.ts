export {
  containing,
  findUnitWithin,
  insertOrgUnit,
  lockUnitWithin,
  type OrgUnitRecord,
} from './org-units.store.ts';
export { covers, type Reach, within } from './reach.ts';
export { createUnitTree, type UnitTree } from './unit-tree.ts';
