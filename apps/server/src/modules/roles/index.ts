export { type BuiltInRole, ensureBuiltInRoles, grantBuiltInRole, grantRoleNamed } from './built-in-roles.ts';
export { registerRoleRoutes } from './roles.routes.ts';
export { findAllRoles, findRoles, type RoleRecord } from './roles.store.ts';
