import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import {
  type ChannelKinds,
  type ChannelRecord,
  findChannel,
  type PresentToPlugin,
  type RunningKind,
} from '../channels/index.ts';
import { type ChannelLease, claimChannel, releaseChannel, renewChannel } from './channel-leases.store.ts';

export interface ConnectorParts {
  readonly db: Database;
  readonly kinds: ChannelKinds;
  readonly present: PresentToPlugin;
  readonly log: Logger;
  readonly node: string;
  /** Seconds before a connection that ended is tried anew, by how often in a row it has. */
  readonly restS?: readonly number[];
}

/** Holds the connections of pulling channels: each on one node at a time. */
export interface Connectors {
  start(): void;
  stop(): Promise<void>;
}

const LEASE_S = 15;
const RENEW_MS = 4_000;
const POLL_MS = 2_000;
const REST_S = [1, 2, 5, 15, 60, 300];
/** A connection that held so long was a good one. */
const GOOD_MS = 60_000;
/** No call lasts longer than an hour; the next one begins where this one was. */
const AS_LONG_AS_IT_HOLDS_MS = 59 * 60 * 1_000;

export function createConnectors(parts: ConnectorParts): Connectors {
  const { db, kinds, present, log, node, restS = REST_S } = parts;
  const held = new Map<
    string,
    { readonly abort: AbortController; readonly ended: Promise<void>; readonly kind: RunningKind }
  >();
  let stopped = true;
  let timer: NodeJS.Timeout | undefined;

  async function hold(
    lease: ChannelLease,
    channel: ChannelRecord,
    kind: RunningKind,
    abort: AbortController,
  ): Promise<void> {
    const since = Date.now();
    const renewal = setInterval(() => {
      renewChannel(db, lease, LEASE_S)
        .then((mine) => mine || abort.abort())
        .catch(() => undefined);
    }, RENEW_MS);
    let error: string | null = null;
    try {
      const args = { given: [], channel: present(channel), cursor: lease.cursor };
      await kinds.call(kind, 'connect', args, { deadlineMs: AS_LONG_AS_IT_HOLDS_MS, signal: abort.signal });
    } catch (failure) {
      const { code, message } = failure as { code?: string; message?: string };
      error = abort.signal.aborted || code === 'deadline' ? null : (message ?? String(failure));
    }
    clearInterval(renewal);
    const failures = abort.signal.aborted || Date.now() - since > GOOD_MS ? 0 : lease.failures + 1;
    const afterS = failures === 0 ? 0 : (restS[Math.min(failures, restS.length) - 1] ?? 1);
    if (error !== null) log.warn({ channel: channel.id, error }, 'a connection of a channel has ended');
    await releaseChannel(db, lease, {
      afterS,
      failures,
      error: error ?? (failures > 0 ? 'the connection ended' : null),
    });
  }

  async function connect(channelId: string): Promise<void> {
    const channel = await findChannel(db, channelId);
    const kind = channel && kinds.find(channel.type);
    if (!channel?.enabled || !kind || kind.rests || !kind.manifest.can.includes('connect')) return;
    const lease = await claimChannel(db, channelId, 'connect', node, LEASE_S);
    if (!lease) return;
    const abort = new AbortController();
    const ended = hold(lease, channel, kind, abort)
      .catch((error: unknown) => log.warn({ channel: channelId, err: error }, 'a connection was not put down'))
      .finally(() => held.delete(channelId));
    held.set(channelId, { abort, ended, kind });
  }

  /** Connections of channels that are switched off, have other settings, or whose plugin has changed, end. */
  async function look(): Promise<void> {
    const { rows } = await sql<{ id: string; stamp: string }>`
      select id, md5(config::text || coalesce(config_secrets, '') || type || name) as stamp
      from channels where transport = 'pull' and enabled`.execute(db);
    const wanted = new Map(rows.map(({ id, stamp }) => [id, stamp]));
    for (const [id, { abort }] of held) if (wanted.get(id) !== stamps.get(id)) abort.abort();
    for (const [id, stamp] of wanted) {
      if (held.has(id)) continue;
      stamps.set(id, stamp);
      await connect(id);
    }
  }
  const stamps = new Map<string, string>();

  const poll = async () => {
    await look().catch((error: unknown) => log.warn({ err: error }, 'looking for connections to hold'));
    if (!stopped) timer = setTimeout(() => void poll(), POLL_MS);
  };

  return {
    start: () => {
      stopped = false;
      void poll();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      for (const { abort } of held.values()) abort.abort();
      await Promise.all([...held.values()].map(({ ended }) => ended));
    },
  };
}
