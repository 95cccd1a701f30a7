import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { type ChannelKinds, findChannel, type PresentToPlugin } from '../channels/index.ts';
import { findAddress } from './addresses.store.ts';

export interface TypingParts {
  readonly db: Database;
  readonly kinds: ChannelKinds;
  readonly present: PresentToPlugin;
  readonly log: Logger;
  /** Whether there is any channel of a plugin. */
  readonly isAny: () => boolean;
}

/** Providers show it for about as long. */
const PACE_MS = 4_000;
const DEADLINE_MS = 3_000;
const MAX_KNOWN = 1_000;

/** Tells people outside that somebody writes to them, where their channel can; once in a while, and without a promise. */
export function createTypingTeller({ db, kinds, present, log, isAny }: TypingParts): (conversationId: string) => void {
  /** Since when a conversation need not be told of. */
  const told = new Map<string, number>();

  function isTooSoon(conversationId: string): boolean {
    const now = Date.now();
    if (now - (told.get(conversationId) ?? 0) < PACE_MS) return true;
    if (told.size >= MAX_KNOWN) for (const [id, at] of told) if (now - at >= PACE_MS) told.delete(id);
    // With so many writing at once, some are not told.
    if (told.size >= MAX_KNOWN) return true;
    told.set(conversationId, now);
    return false;
  }

  async function tell(conversationId: string): Promise<void> {
    const conversation = await db
      .selectFrom('conversations')
      .select(['channel_id', 'visitor_id'])
      .where('id', '=', conversationId)
      .where('state', '<>', 'closed')
      .executeTakeFirst();
    const channel = conversation && (await findChannel(db, conversation.channel_id));
    const kind = channel?.enabled && channel.transport !== 'live' ? kinds.find(channel.type) : undefined;
    if (!channel || !kind || kind.rests || !kind.manifest.can.includes('typing')) return;
    const address = await findAddress(db, conversation.visitor_id);
    if (!address || address.optedOutAt !== null) return;
    const args = { given: [address.thread], channel: present(channel) };
    await kinds.call(kind, 'typing', args, { deadlineMs: DEADLINE_MS });
  }

  return (conversationId) => {
    if (!isAny() || isTooSoon(conversationId)) return;
    tell(conversationId).catch((error: unknown) => log.debug({ conversation: conversationId, err: error }, 'typing'));
  };
}
