import type { Logger } from '../../platform/logging/index.ts';
import { findChannel } from '../channels/index.ts';
import { type ChannelLease, claimChannel, releaseChannel, renewChannel } from './channel-leases.store.ts';
import { noteHeard } from './hear-channel.ts';
import { type ReadingParts, readBatch } from './read-batch.ts';
import { channelsWithDueRequests, dueRequests, settleRequests } from './requests.store.ts';

/** Reads what came in, channel by channel; any number of workers on any number of nodes share the channels. */
export interface InboundWorker {
  /** Something came in over this channel. */
  wake(channelId: string): void;
  start(): void;
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

export interface InboundWorkerParts extends ReadingParts {
  readonly log: Logger;
  readonly node: string;
  /** Seconds that a channel rests, by how often in a row its plugin was not there. */
  readonly restS?: readonly number[];
}

/** What other nodes left is seen by then. */
const POLL_MS = 1_000;
const LEASE_S = 60;
const BATCH = 32;
const REST_S = [0.5, 1, 2, 5, 10, 30];

export function createInboundWorker(parts: InboundWorkerParts): InboundWorker {
  const { db, kinds, log, node, restS = REST_S } = parts;
  let stopped = true;
  let timer: NodeJS.Timeout | undefined;
  /** Under way here; true: something came meanwhile. */
  const underWay = new Map<string, boolean>();
  const works = new Set<Promise<void>>();

  const restOf = (failures: number) => restS[Math.min(failures, restS.length - 1)] ?? 1;

  async function serve(lease: ChannelLease): Promise<void> {
    let failures = lease.failures;
    while (!stopped) {
      underWay.set(lease.channelId, false);
      const channel = await findChannel(db, lease.channelId);
      const kind = channel && kinds.find(channel.type);
      // After a trouble one by one: whose fault it is shows then.
      const requests = await dueRequests(db, lease.channelId, failures > 0 ? 1 : BATCH);
      if (requests.length === 0 || !channel) return releaseChannel(db, lease);
      if (!kind || kind.rests) return rest(lease, failures, `${channel.type} does not run`);
      const { settlements, trouble } = await readBatch(parts, kind, channel, requests);
      await settleRequests(db, settlements);
      await noteHeard(db, channel.id);
      if (trouble !== null) return rest(lease, failures, trouble);
      failures = 0;
      if (!(await renewChannel(db, lease, LEASE_S))) return;
    }
    await releaseChannel(db, lease);
  }

  async function rest(lease: ChannelLease, failures: number, error: string): Promise<void> {
    const afterS = restOf(failures);
    await releaseChannel(db, lease, { afterS, failures: failures + 1, error });
    setTimeout(() => wake(lease.channelId), afterS * 1_000 + 5).unref();
  }

  /** Another node may run the plugin that this one does not. */
  async function isHere(channelId: string): Promise<boolean> {
    const channel = await findChannel(db, channelId);
    return channel !== undefined && kinds.find(channel.type)?.rests === false;
  }

  async function attend(channelId: string): Promise<void> {
    try {
      const lease = (await isHere(channelId)) && (await claimChannel(db, channelId, 'inbound', node, LEASE_S));
      if (lease) await serve(lease);
    } catch (error) {
      log.warn({ channel: channelId, err: error }, 'reading what came in stopped');
    }
    const again = underWay.get(channelId) === true;
    underWay.delete(channelId);
    if (again) wake(channelId);
  }

  const wake = (channelId: string) => {
    if (stopped) return;
    if (underWay.has(channelId)) {
      underWay.set(channelId, true);
      return;
    }
    underWay.set(channelId, false);
    const work = attend(channelId).finally(() => works.delete(work));
    works.add(work);
  };

  const poll = async () => {
    try {
      for (const channelId of await channelsWithDueRequests(db)) wake(channelId);
    } catch (error) {
      log.warn({ err: error }, 'looking for what came in');
    }
    if (!stopped) timer = setTimeout(() => void poll(), POLL_MS);
  };

  return {
    wake,
    start: () => {
      stopped = false;
      void poll();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(works);
    },
  };
}
