export { registerOrgUnitRoutes } from './org-units.routes.ts';
