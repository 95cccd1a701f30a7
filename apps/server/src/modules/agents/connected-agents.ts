import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { type RunUseCase, SYSTEM } from '../access/index.ts';
import { findVanished, renewLeases } from './agents.store.ts';
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
    lastBeat = Date.now();
    if (now.getTime() - steadySince < times.graceMs) return;
    for (const accountId of await findVanished(db, new Date(now.getTime() - times.graceMs))) {
      if (connections.has(accountId)) continue;
      await run(SYSTEM, applyPresenceChange, { accountId, change: { type: 'vanished' } });
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
