import type { Logger } from '../../platform/logging/index.ts';
import { nextDelivery } from './deliveries.store.ts';
import { claimLanes, finishLane, type Lane, leaveLane } from './lanes.store.ts';
import { createSender, type SendingParts } from './send-delivery.ts';
import { LaneLost } from './settle-delivery.ts';

/** Sends what is due, conversation by conversation, each in its order; any number of workers on any number of nodes share the work. */
export interface DeliveryWorker {
  /** There may be something new: look now rather than at the next poll. Cheap. */
  wake(): void;
  start(): void;
  /** Resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** What other nodes left is seen by then. */
const POLL_MS = 1_000;
/** Wakes come with every commit; looking more often would find nothing new. */
const BREATH_MS = 10;
/** Conversations that are served on this node at a time. */
const LANES = 16;
const TROUBLE_MS = 2_000;
/** How long this node leaves a channel to others whose plugin it does not run. */
const NOT_HERE_MS = 3_000;

export function createDeliveryWorker(parts: SendingParts & { readonly log: Logger }): DeliveryWorker {
  const { db, log } = parts;
  const send = createSender(parts);
  let stopped = true;
  let woken = false;
  let interrupt: (() => void) | undefined;
  let running: Promise<void> = Promise.resolve();
  const underWay = new Set<Promise<void>>();
  /** By channel: until when. */
  const notHere = new Map<string, number>();

  const leftToOthers = () => {
    for (const [channelId, until] of notHere) if (until <= Date.now()) notHere.delete(channelId);
    return [...notHere.keys()];
  };

  async function serve(lane: Lane): Promise<void> {
    try {
      for (;;) {
        const delivery = await nextDelivery(db, lane.conversationId);
        if (!delivery) return await finishLane(db, lane);
        const waitUntil = delivery.nextAttemptAt;
        if (waitUntil !== null && waitUntil.getTime() > Date.now()) return await leaveUntil(lane, waitUntil);
        if (stopped) return await leaveLane(db, lane, new Date());
        const step = await send(lane, delivery);
        if (step === 'not_here') {
          notHere.set(lane.channelId, Date.now() + NOT_HERE_MS);
          return await leaveLane(db, lane, new Date());
        }
        if (step !== 'go_on') return await leaveUntil(lane, step);
      }
    } catch (error) {
      if (error instanceof LaneLost) return;
      log.warn({ conversation: lane.conversationId, err: error }, 'sending stopped');
      // If not even that can be written down, the lease runs out.
      await leaveLane(db, lane, new Date(Date.now() + TROUBLE_MS)).catch(() => {});
    }
  }

  /** Looked at again when its time comes, without waiting for the next poll. */
  async function leaveUntil(lane: Lane, at: Date): Promise<void> {
    await leaveLane(db, lane, at);
    const ms = at.getTime() - Date.now();
    if (ms < POLL_MS) setTimeout(wake, Math.max(0, ms) + 1).unref();
  }

  function begin(lane: Lane): void {
    const work = serve(lane).finally(() => {
      underWay.delete(work);
      // Its place is free, and what it waited for may have come.
      wake();
    });
    underWay.add(work);
  }

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopped || woken) interrupt();
    });

  const wake = () => {
    woken = true;
    interrupt?.();
  };

  async function run(): Promise<void> {
    while (!stopped) {
      woken = false;
      const free = LANES - underWay.size;
      let claimed = 0;
      if (free > 0)
        try {
          const lanes = await claimLanes(db, free, leftToOthers());
          claimed = lanes.length;
          for (const lane of lanes) begin(lane);
        } catch (error) {
          log.warn({ err: error }, 'looking for what is to be sent');
        }
      if (claimed === 0) await sleep(POLL_MS);
      if (woken && !stopped) await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
    }
  }

  return {
    wake,
    start: () => {
      stopped = false;
      running = run();
    },
    stop: async () => {
      stopped = true;
      interrupt?.();
      await running;
      await Promise.all(underWay);
    },
  };
}
