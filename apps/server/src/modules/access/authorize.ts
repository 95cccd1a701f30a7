import type { Access, Permission } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, Actor } from './actor.ts';
import { mayServe } from './rights.ts';

/**
 * Lets an actor through if one of the route's declarations fits.
 * @throws {DomainError} unauthenticated, password_change_required, forbidden
 */
export function authorize(actor: Actor, access: readonly Access[]): void {
  if (access.includes('public')) return;
  if (actor.kind === 'nobody') throw new DomainError('unauthenticated');
  if (actor.kind === 'visitor') {
    if (access.includes('visitor')) return;
    throw new DomainError('forbidden');
  }
  if (actor.kind === 'system') return;
  const isProgram = actor.tokenPermissions !== undefined;
  if (access.includes('account-any') && !isProgram) return;
  if (actor.passwordChangeRequired) throw new DomainError('password_change_required');
  if (access.includes('account') && !isProgram) return;
  const allowed = access.some((need) => holds(actor, need));
  if (!allowed) throw new DomainError('forbidden');
}

function holds(actor: AccountActor, need: Access): boolean {
  return need === 'conversations:serve' ? mayServe(actor) : actor.permissions.has(need as Permission);
}
