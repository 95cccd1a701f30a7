import type { Presence } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import { findAgent } from './agents.store.ts';
import { applyPresenceChange } from './change-presence.ts';

/**
 * A supervisor makes an agent ready, away or busy, and says why.
 * @throws {DomainError} not_found; conflict: the account serves no conversations
 */
export async function forcePresence(
  ctx: UseCaseContext<AccountActor>,
  { id, state, reason }: { id: string; state: 'ready' | 'away' | 'busy'; reason: string },
): Promise<Presence> {
  const account = await ctx.tx
    .selectFrom('accounts')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .select(['accounts.name', 'org_units.id as unitId', 'org_units.path'])
    .where('accounts.id', '=', id)
    .where('accounts.deleted_at', 'is', null)
    .executeTakeFirst();
  if (!account || !reaches(ctx.actor, account.path)) throw new DomainError('not_found');
  const before = await findAgent(ctx.tx, id);
  if (!before) throw new DomainError('conflict', { detail: 'this account serves no conversations' });
  const presence = await applyPresenceChange(ctx, { accountId: id, change: { type: 'forced', wanted: state, reason } });
  ctx.emit({
    type: 'agent.presence_forced',
    orgUnitId: account.unitId,
    payload: {
      accountId: id,
      name: account.name,
      before: { presence: before.wanted, reason: before.reason },
      after: { presence: state, reason },
    },
  });
  return presence;
}
