export { registerOrgUnitRoutes } from './org-units.routes.ts';
export { updateOrgUnit } from './update-org-unit.ts';
