import { createHash } from 'node:crypto';
import type { InboundOutcome } from '@cskefu/contract';
import type { InboundEvent } from '@cskefu/plugin-sdk';
import { DomainError } from '../../platform/errors/index.ts';
import type { Announcements } from '../../platform/events/index.ts';
import { SYSTEM } from '../access/index.ts';
import type { ChannelRecord } from '../channels/index.ts';
import { type ReadMark, recallVisitorMessage } from '../conversations/index.ts';
import {
  applyReceipt,
  deliveryChanged,
  findAddress,
  isTrouble,
  keepAddress,
  readMarkOf,
  setOptedOut,
} from '../outbound/index.ts';
import { type MatchingParts, matchMessage, visitorIdOf } from './match-message.ts';
import { toDrafts } from './to-drafts.ts';

export interface EventParts extends MatchingParts {
  readonly announcements: Announcements;
  /** They have seen what was said up to there. */
  readonly markRead?: (mark: ReadMark) => Promise<void>;
}

type Of<T extends InboundEvent['type']> = Extract<InboundEvent, { type: T }>;

/** What no repetition will change: the event is done with, for this reason. */
const FINAL: ReadonlySet<string> = new Set([
  'refused_by_plugin',
  'held_for_review',
  'blocked',
  'channel_unavailable',
  'id_taken',
  'not_found',
  'too_late',
  'conversation_closed',
  'invalid_input',
]);

/** Applies one event from outside. What it throws may go well another time. */
export async function matchEvent(
  parts: EventParts,
  channel: ChannelRecord,
  event: InboundEvent,
): Promise<InboundOutcome> {
  try {
    return { ...(await apply(parts, channel, event)), type: event.type };
  } catch (error) {
    if (error instanceof DomainError && FINAL.has(error.code)) return outcomeOf(event, 'ignored', error.code);
    throw error;
  }
}

const outcomeOf = (
  event: InboundEvent,
  outcome: InboundOutcome['outcome'],
  reason: string | null = null,
): InboundOutcome => ({
  type: event.type,
  externalId: 'externalId' in event ? event.externalId : null,
  outcome,
  reason,
  conversationId: null,
  messageIds: [],
});

const apply = (parts: EventParts, channel: ChannelRecord, event: InboundEvent): Promise<InboundOutcome> => {
  switch (event.type) {
    case 'message':
      return takeMessage(parts, channel, event);
    case 'postback':
      return matchMessage(parts, channel, {
        ...event,
        drafts: toDrafts([{ kind: 'text', text: event.title || event.choiceId }]),
      });
    case 'receipt':
      return takeReceipt(parts, channel, event);
    case 'recall':
      return takeRecall(parts, channel, event);
    case 'edit':
      return takeEdit(parts, channel, event);
    case 'typing':
      return takeTyping(parts, channel, event);
    case 'optin':
    case 'optout':
      return takeConsent(parts, channel, event);
  }
};

async function takeMessage(parts: EventParts, channel: ChannelRecord, event: Of<'message'>): Promise<InboundOutcome> {
  const drafts = toDrafts(event.parts);
  if (drafts.length === 0) return outcomeOf(event, 'ignored', 'empty');
  return matchMessage(parts, channel, { ...event, drafts });
}

async function takeReceipt(
  { db, run, announcements, markRead }: EventParts,
  channel: ChannelRecord,
  event: Of<'receipt'>,
): Promise<InboundOutcome> {
  const receipt = { channelId: channel.id, externalId: event.externalId, state: event.state, code: event.error };
  const result = await run(
    SYSTEM,
    async (ctx) => {
      const applied = await applyReceipt(ctx.tx, receipt, ctx.now);
      if (applied.outcome === 'moved' && isTrouble(applied.delivery)) ctx.emit(deliveryChanged(applied.delivery));
      return applied;
    },
    undefined,
  );
  if (result.outcome !== 'moved')
    return outcomeOf(
      event,
      result.outcome === 'known' ? 'known' : 'taken',
      result.outcome === 'parked' ? 'parked' : null,
    );
  const { delivery } = result;
  if (delivery.state === 'read' && markRead) await markRead(await readMarkOf(db, delivery));
  if (!isTrouble(delivery))
    announcements.announce([{ ...deliveryChanged(delivery), actor: { kind: 'system', id: null }, at: new Date() }]);
  return { ...outcomeOf(event, 'taken'), conversationId: delivery.conversationId, messageIds: [delivery.messageId] };
}

/** Their words are taken back in all parts, as the desk's own visitors may: for two minutes. */
async function takeRecall(
  { db, run }: EventParts,
  channel: ChannelRecord,
  event: Of<'recall'>,
): Promise<InboundOutcome> {
  const messages = await messagesOf(db, channel.id, event.externalId);
  if (messages.length === 0) return outcomeOf(event, 'ignored', 'unknown_message');
  for (const { id, authorId } of messages)
    await run({ kind: 'visitor', id: authorId, channelId: channel.id }, recallVisitorMessage, { id });
  return {
    ...outcomeOf(event, 'taken'),
    conversationId: messages[0]?.conversationId ?? null,
    messageIds: messages.map(({ id }) => id),
  };
}

/** What was said stays said: the new words come as an answer to the old ones. */
async function takeEdit(parts: EventParts, channel: ChannelRecord, event: Of<'edit'>): Promise<InboundOutcome> {
  const [original] = await messagesOf(parts.db, channel.id, event.externalId);
  const address = original && (await findIdentity(parts.db, original.authorId));
  if (!address) return outcomeOf(event, 'ignored', 'unknown_message');
  const drafts = toDrafts(event.parts);
  if (drafts.length === 0) return outcomeOf(event, 'ignored', 'empty');
  const words = createHash('sha256').update(JSON.stringify(event.parts)).digest('hex').slice(0, 16);
  const externalId = `${event.externalId.slice(0, 450)}#edit-${words}`;
  return matchMessage(parts, channel, { ...address, externalId, at: event.at, drafts, replyTo: event.externalId });
}

async function takeTyping(
  { db, announcements }: EventParts,
  channel: ChannelRecord,
  event: Of<'typing'>,
): Promise<InboundOutcome> {
  const visitorId = visitorIdOf(channel.id, event);
  const row = await db
    .selectFrom('conversations as c')
    .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
    .select(['c.id', 'v.name'])
    .where('c.visitor_id', '=', visitorId)
    .where('c.state', '<>', 'closed')
    .executeTakeFirst();
  if (!row) return outcomeOf(event, 'ignored', 'no_conversation');
  const author = { kind: 'visitor', id: visitorId, name: row.name ?? '' };
  announcements.announce([
    {
      type: 'visitor.typing',
      conversationId: row.id,
      payload: { author },
      actor: { kind: 'visitor', id: visitorId },
      at: new Date(),
    },
  ]);
  return { ...outcomeOf(event, 'taken'), conversationId: row.id };
}

async function takeConsent(
  { db }: EventParts,
  channel: ChannelRecord,
  event: Of<'optin' | 'optout'>,
): Promise<InboundOutcome> {
  const visitorId = visitorIdOf(channel.id, event);
  const { sender: identity, thread } = event;
  await keepAddress(db, { visitorId, channelId: channel.id, identity, thread, lastInboundAt: null });
  await setOptedOut(db, visitorId, event.type === 'optout' ? new Date(event.at) : null);
  return outcomeOf(event, 'taken');
}

async function messagesOf(db: MatchingParts['db'], channelId: string, externalId: string) {
  const rows = await db
    .selectFrom('inbound_messages as i')
    .innerJoin('messages as m', 'm.id', 'i.message_id')
    .select(['m.id', 'm.author_id', 'm.conversation_id'])
    .where('i.channel_id', '=', channelId)
    .where('i.external_id', '=', externalId)
    .orderBy('i.part')
    .execute();
  return rows.flatMap(({ id, author_id, conversation_id }) =>
    author_id === null ? [] : [{ id, authorId: author_id, conversationId: conversation_id }],
  );
}

async function findIdentity(db: MatchingParts['db'], visitorId: string) {
  const address = await findAddress(db, visitorId);
  return address && { thread: address.thread, sender: address.identity };
}
