import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { type RunUseCase, SYSTEM, type SystemActor, type UseCaseContext } from '../access/index.ts';
import { findOfflineAmong, findVanished, lockAgent, renewLeases } from './agents.store.ts';
import { applyPresenceChange } from './change-presence.ts';

export interface ConnectedAgents {
  /** A connection of this agent opened on this node. */
  connected(accountId: string, sessionToken?: string | null): void;
  /** One closed. Nothing happens at once: the lease runs out after the grace period. */
  disconnected(accountId: string): void;
  /** Signed out: offline soon, unless another device of the agent renews the lease. */
  signedOut(accountId: string): void;
  stop(): void;
}

export interface PresenceTimes {
  /** Without any connection for this long, an agent is offline. */
  readonly graceMs: number;
  readonly renewMs: number;
}

export const PRESENCE_TIMES: PresenceTimes = { graceMs: 30_000, renewMs: 5_000 };

/** Keeps the leases of the agents connected here, and puts those offline whose lease has run out anywhere: after a crash, any node does. */
export function watchConnectedAgents(
  { db, run, log }: { db: Database; run: RunUseCase; log: Logger },
  times: PresenceTimes = PRESENCE_TIMES,
): ConnectedAgents {
  const connections = new Map<string, number>();
  /** Since when leases could be renewed without a pause. After a start or an outage everybody gets the whole grace period to come back. */
  let steadySince = Date.now();
  let lastBeat = Date.now();

  async function beat(): Promise<void> {
    const now = new Date();
    if (now.getTime() - lastBeat > 3 * times.renewMs) steadySince = now.getTime();
    if (connections.size > 0) await renewLeases(db, [...connections.keys()], now);
    // Another node took them for gone while this one could not renew, or their arrival failed: they would wait for work for ever.
    for (const accountId of await findOfflineAmong(db, [...connections.keys()]))
      await run(SYSTEM, applyPresenceChange, { accountId, change: { type: 'connected' } });
    lastBeat = Date.now();
    if (now.getTime() - steadySince < times.graceMs) return;
    const before = new Date(now.getTime() - times.graceMs);
    for (const accountId of await findVanished(db, before)) {
      if (!connections.has(accountId)) await run(SYSTEM, letVanish, { accountId, before });
    }
  }

  async function arrive(accountId: string, sessionToken: string | null): Promise<void> {
    await renewLeases(db, [accountId], new Date());
    await run(SYSTEM, applyPresenceChange, { accountId, change: { type: 'connected' }, sessionToken });
  }

  const complain = (error: unknown) => log.warn({ err: error }, 'agent presence');
  let beating = false;
  const timer = setInterval(() => {
    if (beating) return;
    beating = true;
    beat()
      .catch(complain)
      .finally(() => {
        beating = false;
      });
  }, times.renewMs);

  return {
    connected: (accountId, sessionToken = null) => {
      connections.set(accountId, (connections.get(accountId) ?? 0) + 1);
      arrive(accountId, sessionToken).catch(complain);
    },
    disconnected: (accountId) => {
      const left = (connections.get(accountId) ?? 1) - 1;
      if (left > 0) connections.set(accountId, left);
      else connections.delete(accountId);
    },
    signedOut: (accountId) => {
      const almostOver = new Date(Date.now() - times.graceMs + 2 * times.renewMs);
      renewLeases(db, [accountId], almostOver).catch(complain);
    },
    stop: () => clearInterval(timer),
  };
}

/** Looked at once more under the lock: whoever came back meanwhile, on whatever node, is not gone. */
async function letVanish(
  ctx: UseCaseContext<SystemActor>,
  { accountId, before }: { accountId: string; before: Date },
): Promise<void> {
  await lockAgent(ctx.tx, accountId);
  if ((await findVanished(ctx.tx, before, accountId)).length > 0)
    await applyPresenceChange(ctx, { accountId, change: { type: 'vanished' } });
}
