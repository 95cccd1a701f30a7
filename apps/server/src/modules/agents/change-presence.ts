import type { Presence } from '@cskefu/contract';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { findAgent, lockAgent, presentPresence, saveAgent } from './agents.store.ts';
import { changePresence, type PresenceChange, shownReason } from './presence.ts';
import { beginPeriod } from './presence-periods.store.ts';

/**
 * Applies a change to an agent's presence and tells of it, if it made a difference.
 * @throws {DomainError} forbidden: the account serves no conversations
 */
export async function applyPresenceChange(
  ctx: UseCaseContext<Actor>,
  input: { accountId: string; change: PresenceChange },
): Promise<Presence> {
  const agent = await lockAgent(ctx.tx, input.accountId);
  const after = changePresence(agent, input.change);
  if (after.state === agent.state && after.wanted === agent.wanted && after.reason === agent.reason)
    return presentPresence(agent);
  const changed = { ...agent, ...after, since: after.state === agent.state ? agent.since : ctx.now };
  await saveAgent(ctx.tx, changed);
  const reason = shownReason(after);
  if (after.state !== agent.state || reason !== shownReason(agent)) {
    const forcedBy = input.change.type === 'forced' && ctx.actor.kind === 'account' ? ctx.actor.id : null;
    await beginPeriod(ctx.tx, { accountId: agent.accountId, state: after.state, reason, forcedBy, at: ctx.now });
    ctx.emit({
      type: 'agent.presence_changed',
      orgUnitId: agent.orgUnitId,
      payload: {
        accountId: agent.accountId,
        from: agent.state,
        to: after.state,
        because: input.change.type,
        since: changed.since.toISOString(),
        reason,
      },
    });
  }
  return presentPresence(changed);
}

/** Puts an agent offline at once, whatever is connected: the account is switched off or serves no more. */
export async function goOffline(ctx: UseCaseContext<Actor>, accountId: string): Promise<void> {
  if (await findAgent(ctx.tx, accountId))
    await applyPresenceChange(ctx, { accountId, change: { type: 'switched_off' } });
}
