import type { DeliveryCode } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { Announcements } from '../../platform/events/index.ts';
import type { RunUseCase } from '../access/index.ts';
import type { ChannelKinds, PresentToPlugin, RunningKind } from '../channels/index.ts';
import type { ReadMark } from '../conversations/index.ts';
import { adaptParts } from './adapt-parts.ts';
import { askPlugin } from './ask-plugin.ts';
import { beginAttempt, endAttempt, lastAttempt } from './attempts.store.ts';
import { buildOutbound, type OutsideLinks, partsOf } from './build-outbound.ts';
import { createConclude, type Step } from './conclude-attempt.ts';
import type { DeliveryRecord } from './deliveries.store.ts';
import type { Lane } from './lanes.store.ts';
import { loadWay, type Way } from './load-way.ts';
import { takeTurn } from './pace.store.ts';
import { createSettle } from './settle-delivery.ts';

export interface SendingParts {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly announcements: Announcements;
  readonly kinds: ChannelKinds;
  readonly present: PresentToPlugin;
  readonly links: OutsideLinks;
  /** Wait before the next attempt, in milliseconds, by how many came to nothing. */
  readonly backoffMs?: readonly number[];
  readonly markRead?: (mark: ReadMark) => Promise<void>;
}

type OpenWay = Way & { readonly address: NonNullable<Way['address']> };

const BACKOFF_MS = [1, 3, 10, 30, 60, 120, 300, 600, 1_800].map((seconds) => seconds * 1_000);
const HOUR_MS = 60 * 60 * 1_000;

/** Takes a delivery one step on: one call to the plugin at most, and nothing between two of them that is not written down. */
export function createSender(parts: SendingParts): (lane: Lane, delivery: DeliveryRecord) => Promise<Step> {
  const { db, kinds, present, links, backoffMs = BACKOFF_MS } = parts;
  const settle = createSettle(parts);
  const waitOf = (tries: number) => backoffMs[Math.min(tries, backoffMs.length) - 1] ?? 0;
  const conclude = createConclude({ db, settle, waitOf, ...(parts.markRead && { markRead: parts.markRead }) });

  async function fail(lane: Lane, delivery: DeliveryRecord, code: DeliveryCode): Promise<Step> {
    await settle(lane, delivery, { state: 'failed', code, detail: null, nextAttemptAt: null });
    return 'go_on';
  }

  /** Null: nothing stands against it. */
  async function refuse(lane: Lane, delivery: DeliveryRecord, way: Way | undefined): Promise<Step | null> {
    if (!way || way.message.kind === 'recalled') {
      await settle(lane, delivery, { state: 'cancelled', code: null, nextAttemptAt: null, pieces: null });
      return 'go_on';
    }
    if (!way.address) return fail(lane, delivery, 'recipient_unreachable');
    return way.address.optedOutAt === null ? null : fail(lane, delivery, 'recipient_opted_out');
  }

  /** The plugin does not run here now; perhaps elsewhere. */
  async function waitForPlugin(lane: Lane, delivery: DeliveryRecord): Promise<Step> {
    if (delivery.code !== 'plugin_down') await settle(lane, delivery, { state: 'queued', code: 'plugin_down' });
    return 'not_here';
  }

  /** Whether it may have arrived already: an attempt ended in doubt, or whoever began it did not live to write down the end. */
  async function isInDoubt(delivery: DeliveryRecord): Promise<boolean> {
    const last = await lastAttempt(db, delivery.id, delivery.piecesSent + 1, delivery.decidedUpTo);
    if (last?.outcome === null) {
      const end = { outcome: 'unknown', code: 'unknown', detail: 'nobody saw the end of it' } as const;
      await endAttempt(db, last.id, end, new Date());
    }
    return last !== undefined && (last.outcome === null || last.outcome === 'unknown');
  }

  async function cut(lane: Lane, delivery: DeliveryRecord, way: OpenWay, kind: RunningKind): Promise<DeliveryRecord> {
    const can = kind.manifest.capabilities;
    const { pieces, changes } = adaptParts(partsOf(way.message, links, new Date()), can);
    const dropped = way.message.replyTo !== null && !can.reply ? (['quote_dropped'] as const) : [];
    return settle(lane, delivery, { pieces, pieceCount: pieces.length, changes: [...changes, ...dropped] });
  }

  async function ask(
    lane: Lane,
    before: DeliveryRecord,
    way: OpenWay,
    kind: RunningKind,
    act: 'send' | 'lookup',
  ): Promise<Step> {
    const piece = before.piecesSent + 1;
    const attempt = before.attempts + 1;
    const given = await buildOutbound(db, before, way, links, kind.manifest.capabilities.reply === true);
    let attemptId = '';
    const delivery = await settle(
      lane,
      before,
      { state: 'sending', attempts: attempt, nextAttemptAt: null },
      async ({ tx, now }) => {
        attemptId = await beginAttempt(tx, { deliveryId: before.id, attempt, piece, act }, now);
        return undefined;
      },
    );
    const asked = await askPlugin(kinds, { kind, act, given, channel: present(way.channel), attempt });
    return conclude({ lane, delivery, attemptId, piece, act, asked, canLookup: kind.manifest.can.includes('lookup') });
  }

  return async (lane, given) => {
    const way = await loadWay(db, given);
    const refused = await refuse(lane, given, way);
    if (refused !== null) return refused;
    const open = way as OpenWay;
    const kind = kinds.find(open.channel.type);
    if (!kind || kind.rests) return waitForPlugin(lane, given);
    const { can, capabilities } = kind.manifest;
    if (!can.includes('send')) return fail(lane, given, 'unsupported');
    const doubtful = await isInDoubt(given);
    if (doubtful && !can.includes('lookup')) {
      await settle(lane, given, { state: 'unknown', code: given.code ?? 'unknown', nextAttemptAt: null });
      return 'go_on';
    }
    if (!doubtful && isWindowClosed(capabilities.replyWindow?.hours, open)) return fail(lane, given, 'window_closed');
    const delivery = given.pieces === null ? await cut(lane, given, open, kind) : given;
    if (delivery.pieceCount === 0) return fail(lane, delivery, 'unsupported');
    const turn = await takeTurn(db, delivery.channelId, capabilities.rateLimit);
    return turn ?? ask(lane, delivery, open, kind, doubtful ? 'lookup' : 'send');
  };
}

const isWindowClosed = (hours: number | undefined, { address: { lastInboundAt } }: OpenWay): boolean =>
  hours !== undefined && (lastInboundAt === null || Date.now() - lastInboundAt.getTime() > hours * HOUR_MS);
