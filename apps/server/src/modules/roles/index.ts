export { type BuiltInRole, ensureBuiltInRoles, grantBuiltInRole } from './built-in-roles.ts';
