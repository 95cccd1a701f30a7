import {
  type Permission,
  type PermissionKind,
  permissions,
  permissionTexts,
  superPermissions,
} from '@cskefu/contract/permissions';
import { type Resource, resourceOf, resources } from '@cskefu/contract/resources';

export const kinds: readonly PermissionKind[] = ['read', 'write', 'special'];

export interface MatrixRow {
  resource: Resource;
  cells: Record<PermissionKind, Permission[]>;
}

const ofKind = (resource: Resource, kind: PermissionKind) =>
  permissions.filter((permission) => resourceOf(permission) === resource && permissionTexts[permission].kind === kind);

/** Every permission in its place: what it is about, and whether it looks, changes, or is a right of its own. */
export const matrixRows: readonly MatrixRow[] = resources.map((resource) => ({
  resource,
  cells: {
    read: ofKind(resource, 'read'),
    write: ofKind(resource, 'write'),
    special: ofKind(resource, 'special'),
  },
}));

/** All of one kind that a role can grant. */
export const grantableOf = (kind: PermissionKind): Permission[] =>
  permissions.filter(
    (permission) => permissionTexts[permission].kind === kind && !superPermissions.includes(permission),
  );

/** Grants or takes some, and keeps the order of the contract. */
export const withPermissions = (
  granted: readonly Permission[],
  changed: readonly Permission[],
  grant: boolean,
): Permission[] =>
  permissions.filter((permission) => (changed.includes(permission) ? grant : granted.includes(permission)));
