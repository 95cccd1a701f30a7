import type { DeliveryCode } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { SystemActor, UseCaseContext } from '../access/index.ts';
import type { ReadMark } from '../conversations/index.ts';
import type { Asked } from './ask-plugin.ts';
import { type AttemptEnd, endAttempt } from './attempts.store.ts';
import type { DeliveryChanges, DeliveryRecord } from './deliveries.store.ts';
import type { Lane } from './lanes.store.ts';
import { pauseChannel } from './pace.store.ts';
import { followPieces, keepExternalIds, readMarkOf } from './receipts.ts';
import type { Settle } from './settle-delivery.ts';

/**
 *   go_on     look at the lane again
 *   not_here  the plugin does not run on this node
 *   a moment  there is something to do in it then
 */
export type Step = 'go_on' | 'not_here' | Date;

export interface Conclusion {
  readonly lane: Lane;
  readonly delivery: DeliveryRecord;
  readonly attemptId: string;
  /** 1 for the first. */
  readonly piece: number;
  readonly act: 'send' | 'lookup';
  readonly asked: Asked;
  readonly canLookup: boolean;
}

export interface ConcludingParts {
  readonly db: Database;
  readonly settle: Settle;
  /** Wait before the next attempt, in milliseconds, by how many came to nothing. */
  readonly waitOf: (tries: number) => number;
  readonly markRead?: (mark: ReadMark) => Promise<void>;
}

/** About eight hours of a provider that is down. */
const MAX_TRIES = 20;
const MAX_LOOKUPS = 5;
/** A plugin that missed deadlines is left alone for ten seconds. */
const PLUGIN_MS = 5_000;
const LONGEST_PAUSE_MS = 60 * 60 * 1_000;

interface Reason {
  readonly code: DeliveryCode;
  readonly detail: string | null;
}

/** What follows from the answer of a plugin. */
export function createConclude({ db, settle, waitOf, markRead }: ConcludingParts): (end: Conclusion) => Promise<Step> {
  const close = (end: Conclusion, changes: DeliveryChanges, outcome: AttemptEnd) =>
    settle(end.lane, end.delivery, changes, async ({ tx, now }) => {
      await endAttempt(tx, end.attemptId, outcome, now);
      return undefined;
    });

  async function again(end: Conclusion, outcome: AttemptEnd & Reason, waitMs?: number): Promise<Step> {
    const { code, detail } = outcome;
    const tries = end.delivery.tries + 1;
    if (tries >= MAX_TRIES) {
      await close(end, { state: 'failed', code, detail, nextAttemptAt: null }, outcome);
      return 'go_on';
    }
    const at = new Date(Date.now() + (waitMs ?? waitOf(tries)));
    await close(end, { state: 'queued', code, detail, tries, nextAttemptAt: at }, outcome);
    return at;
  }

  /** It is not its fault that the plugin cannot be asked: it waits, as it does for one that does not run. */
  async function waitForPlugin(end: Conclusion): Promise<Step> {
    const at = new Date(Date.now() + PLUGIN_MS);
    // A message in doubt stays in doubt until the plugin has been asked.
    const outcome = { outcome: end.act === 'lookup' ? 'unknown' : 'backoff', code: 'plugin_down' } as const;
    await close(end, { state: 'queued', code: 'plugin_down', nextAttemptAt: at }, outcome);
    return at;
  }

  /** Looked up a few times where that is possible; then it is for a person to decide. */
  async function doubt(end: Conclusion, reason: Reason): Promise<Step> {
    const tries = end.delivery.tries + 1;
    const outcome = { outcome: 'unknown', ...reason } as const;
    if (end.canLookup && tries <= MAX_LOOKUPS) return again(end, outcome);
    await close(end, { state: 'unknown', ...reason, nextAttemptAt: null }, outcome);
    return 'go_on';
  }

  async function arrived(end: Conclusion, externalIds: readonly string[]): Promise<Step> {
    const { lane, delivery, piece } = end;
    const whole = piece >= delivery.pieceCount;
    const changes: DeliveryChanges = {
      state: whole ? 'sent' : 'queued',
      code: null,
      detail: null,
      tries: 0,
      piecesSent: piece,
      nextAttemptAt: null,
      ...(whole ? { pieces: null } : {}),
    };
    const settled = await settle(lane, delivery, changes, async ({ tx, now }: UseCaseContext<SystemActor>) => {
      await endAttempt(tx, end.attemptId, { outcome: 'ok', externalIds }, now);
      const { channelId, id: deliveryId } = delivery;
      await keepExternalIds(tx, { channelId, deliveryId, piece, ids: externalIds });
      return whole ? followPieces(tx, deliveryId, undefined, now) : undefined;
    });
    // The receipt was here before the answer.
    if (settled.state === 'read') await markRead?.(await readMarkOf(db, settled));
    return 'go_on';
  }

  return async (end) => {
    const { asked, delivery } = end;
    if (asked === 'never_sent') {
      await close(end, { state: 'queued' }, { outcome: 'never_sent' });
      return 'go_on';
    }
    if (asked === 'not_asked') return waitForPlugin(end);
    if (asked.ok) return arrived(end, asked.externalIds);
    const reason = { code: asked.code, detail: asked.detail ?? null };
    // Who cannot say now what became of it leaves it in doubt.
    if (asked.retry === 'unknown' || (end.act === 'lookup' && asked.retry !== 'no')) return doubt(end, reason);
    if (asked.retry === 'backoff') return again(end, { outcome: 'backoff', ...reason });
    if (asked.retry === 'no') {
      await close(end, { state: 'failed', ...reason, nextAttemptAt: null }, { outcome: 'no', ...reason });
      return 'go_on';
    }
    const afterMs = Math.min(asked.retry.afterMs, LONGEST_PAUSE_MS);
    if (asked.code === 'rate_limited') await pauseChannel(db, delivery.channelId, new Date(Date.now() + afterMs));
    return again(end, { outcome: 'after', ...reason }, afterMs);
  };
}
