export {
  containing,
  findSkillGroupName,
  findUnitNames,
  findUnitNamesWithin,
  findUnitPath,
  findUnitRow,
  findUnitWithin,
  holdUnitWithin,
  insertOrgUnit,
  listUnits,
  lockTree,
  lockUnitWithin,
  type OrgUnitRecord,
  type OrgUnitRow,
  type UnitFilter,
} from './org-units.store.ts';
export { covers, type Reach, within } from './reach.ts';
export { createUnitTree, type UnitTree } from './unit-tree.ts';
