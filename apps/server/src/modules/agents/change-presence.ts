import type { Presence } from '@cskefu/contract';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { type AgentRecord, findAgent, lockAgent, presentPresence, saveAgent } from './agents.store.ts';
import { changePresence, type PresenceChange, shownReason } from './presence.ts';
import { beginPeriod } from './presence-periods.store.ts';

/**
 * Applies a change to an agent's presence and tells of it, if it made a difference.
 * @throws {DomainError} forbidden: the account serves no conversations
 */
export async function applyPresenceChange(
  ctx: UseCaseContext<Actor>,
  input: { accountId: string; change: PresenceChange; sessionToken?: string | null },
): Promise<Presence> {
  const agent = await lockAgent(ctx.tx, input.accountId);
  const after = changePresence(agent, input.change);
  const forcedBy = whoForced(ctx.actor, agent, input.change);
  if (
    after.state === agent.state &&
    after.wanted === agent.wanted &&
    after.reason === agent.reason &&
    forcedBy?.id === agent.forcedBy?.id
  )
    return presentPresence(agent);
  const changed = { ...agent, ...after, forcedBy, since: after.state === agent.state ? agent.since : ctx.now };
  await saveAgent(ctx.tx, changed);
  const reason = shownReason(after);
  if (after.state !== agent.state || reason !== shownReason(agent) || forcedBy?.id !== agent.forcedBy?.id) {
    const by = after.state === 'offline' ? null : (forcedBy?.id ?? null);
    await beginPeriod(ctx.tx, {
      accountId: agent.accountId,
      state: after.state,
      reason,
      forcedBy: by,
      at: ctx.now,
      sessionToken: input.sessionToken ?? null,
    });
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
        forcedBy,
      },
    });
  }
  return presentPresence(changed);
}

/** Whoever is forced stays so, even over a lost connection, until they choose themselves. */
function whoForced(actor: Actor, agent: AgentRecord, { type }: PresenceChange): AgentRecord['forcedBy'] {
  if (type === 'forced') return actor.kind === 'account' ? { id: actor.id, name: actor.name } : null;
  return type === 'chose' ? null : agent.forcedBy;
}

/** Puts an agent offline at once, whatever is connected: the account is switched off or serves no more. */
export async function goOffline(ctx: UseCaseContext<Actor>, accountId: string): Promise<void> {
  if (await findAgent(ctx.tx, accountId))
    await applyPresenceChange(ctx, { accountId, change: { type: 'switched_off' } });
}
