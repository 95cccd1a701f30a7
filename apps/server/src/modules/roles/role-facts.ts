import { type Permission, permissions, superPermissions } from '@cskefu/contract';
import { uniqueViolation } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';

/** Each once, in the order in which people read them. */
export function orderedPermissions(wanted: readonly Permission[]): Permission[] {
  return permissions.filter((permission) => wanted.includes(permission));
}

/**
 * What belongs to the whole desk can be in no role.
 * @throws {DomainError} invalid_input, which names the place in the list
 */
export function refuseSuperPermissions(wanted: readonly Permission[]): void {
  const issues = wanted.flatMap((permission, index) =>
    superPermissions.includes(permission)
      ? [{ path: `permissions.${index}`, message: `${permission} can be in no role` }]
      : [],
  );
  if (issues.length > 0) throw new DomainError('invalid_input', { issues });
}

/** Two roles cannot have one name, in whatever case. */
export function nameTaken(error: unknown): never {
  if (uniqueViolation(error) === 'roles_name')
    throw new DomainError('taken', { issues: [{ path: 'name', message: 'is taken' }] });
  throw error;
}
