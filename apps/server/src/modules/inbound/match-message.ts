import type { InboundOutcome, MessageDraft } from '@cskefu/contract';
import type { Identity, MediaPart, ThreadRef } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { RunUseCase, VisitorActor } from '../access/index.ts';
import { refuseBlocked } from '../blocks/index.ts';
import type { ChannelRecord } from '../channels/index.ts';
import { recognizeByHints } from '../contacts/index.ts';
import { type MessageWriter, sendVisitorMessage } from '../conversations/index.ts';
import { derivedId, keepAddress } from '../outbound/index.ts';
import { visitorName } from '../visitors/index.ts';
import type { Newcomer } from './ask-profile.ts';
import { readableName } from './readable-name.ts';
import { type InboundDraft, mediaWords } from './to-drafts.ts';

export interface MatchingParts {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly writer: MessageWriter;
  /** Fetches a file from outside and keeps it for a visitor; answers its id. */
  readonly keepMedia?: (pluginId: string, media: MediaPart, visitorId: string) => Promise<string>;
  /** Somebody wrote for the first time. */
  readonly onNewcomer?: (channel: ChannelRecord, newcomer: Newcomer) => void;
}

/** What came, from whom, in which thread. */
export interface InboundWords {
  readonly externalId: string;
  readonly thread: ThreadRef;
  readonly sender: Identity;
  readonly at: number;
  readonly drafts: readonly InboundDraft[];
  readonly replyTo?: string | undefined;
}

const CLOCK_SKEW_MS = 60_000;

/** The one who writes, as a visitor: the person where a thread is a person, else the thread, for a visitor has one open conversation. */
export const visitorIdOf = (channelId: string, { thread, sender }: Pick<InboundWords, 'thread' | 'sender'>): string =>
  thread.model === 'contact'
    ? derivedId('visitor', channelId, sender.namespace, sender.externalId)
    : derivedId('thread', channelId, thread.model, thread.id);

/** Under which id the desk keeps one part of a message from outside. */
export const messageIdOf = (channelId: string, externalId: string, part: number): string =>
  derivedId('inbound', channelId, externalId, part);

/**
 * Puts words from outside where they belong. Every id follows from those of the provider, so it may be broken off anywhere and done again.
 * @throws {DomainError} refused_by_plugin, held_for_review (all of it), busy, unavailable, blocked, channel_unavailable, id_taken
 */
export async function matchMessage(
  parts: MatchingParts,
  channel: ChannelRecord,
  words: InboundWords,
): Promise<InboundOutcome> {
  const { db, run } = parts;
  const visitorId = visitorIdOf(channel.id, words);
  const actor: VisitorActor = { kind: 'visitor', id: visitorId, channelId: channel.id };
  const sender = readableName(words.sender);
  const { isNew, name } = await keepAddress(db, {
    visitorId,
    channelId: channel.id,
    identity: sender,
    thread: words.thread,
    lastInboundAt: new Date(Math.min(words.at, Date.now() + CLOCK_SKEW_MS)),
  });
  const hints = (sender.hints ?? []).filter(({ verified }) => verified);
  if (isNew && hints.length > 0) await run(actor, recognizeByHints, { visitorId, hints });
  await run.read(actor, refuseBlocked, visitorId);
  if (isNew) parts.onNewcomer?.(channel, { visitorId, sender, thread: words.thread });

  const ids = words.drafts.map((_, part) => messageIdOf(channel.id, words.externalId, part));
  const known = await knownMessages(db, ids);
  if (ids.length > 0 && known.size === ids.length) return outcome(words, 'known', ids, [...known.values()][0] ?? null);
  await keepExternalId(db, channel.id, words.externalId, ids);
  const replyTo = words.replyTo === undefined ? undefined : await seqOf(db, channel.id, visitorId, words.replyTo);
  const authorName = visitorName({ id: visitorId, name, locale: null });
  let conversationId: string | null = null;
  let stopped: DomainError | null = null;
  for (const [part, draft] of words.drafts.entries()) {
    const id = ids[part] as string;
    if (known.has(id)) continue;
    const made = await draftOf(parts, channel, visitorId, draft, part === 0 ? replyTo : undefined);
    try {
      const stored = await writeOrLink(parts, actor, { id, authorName, draft: made }, draft);
      conversationId = stored.conversationId;
    } catch (error) {
      // A plugin refuses this part or wants it looked at; the others are not to be lost with it.
      if (!isPluginsWord(error)) throw error;
      stopped = error;
    }
  }
  if (stopped && conversationId === null && known.size === 0) throw stopped;
  return outcome(words, 'taken', ids, conversationId);
}

const outcome = (
  { externalId }: InboundWords,
  result: InboundOutcome['outcome'],
  messageIds: string[],
  conversationId: string | null,
): InboundOutcome => ({ type: 'message', externalId, outcome: result, reason: null, conversationId, messageIds });

async function draftOf(
  { keepMedia }: MatchingParts,
  channel: ChannelRecord,
  visitorId: string,
  draft: InboundDraft,
  replyTo: number | undefined,
): Promise<MessageDraft> {
  const reply = replyTo === undefined ? {} : { replyTo };
  if (draft.kind === 'text') return { kind: 'text', text: draft.text, ...reply };
  const [pluginId = ''] = channel.type.split('/');
  const fileId = await keepMedia?.(pluginId, draft.media, visitorId).catch(() => undefined);
  if (fileId === undefined) return { kind: 'text', text: mediaWords(draft.media), ...reply };
  return { kind: 'file', fileId, ...reply };
}

const isPluginsWord = (error: unknown): error is DomainError =>
  error instanceof DomainError && (error.code === 'refused_by_plugin' || error.code === 'held_for_review');

/** A file may get lost between being kept and being bound; its link is better than nothing. */
async function writeOrLink(
  parts: MatchingParts,
  actor: VisitorActor,
  message: Parameters<typeof sendVisitorMessage>[2],
  draft: InboundDraft,
) {
  try {
    return await sendVisitorMessage(parts, actor, message);
  } catch (error) {
    const isFileGone = error instanceof DomainError && error.code === 'not_found' && draft.kind === 'media';
    if (!isFileGone) throw error;
    return sendVisitorMessage(parts, actor, { ...message, draft: { kind: 'text', text: mediaWords(draft.media) } });
  }
}

async function knownMessages(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'conversation_id'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.conversation_id]));
}

async function keepExternalId(
  db: Database,
  channelId: string,
  externalId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await db
    .insertInto('inbound_messages')
    .values(ids.map((id, part) => ({ message_id: id, channel_id: channelId, external_id: externalId, part })))
    .onConflict((conflict) => conflict.column('message_id').doNothing())
    .execute();
}

/** The number of the message that is answered, theirs or ours, if it stands in their open conversation. */
async function seqOf(
  db: Database,
  channelId: string,
  visitorId: string,
  externalId: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number }>`
    select m.seq
    from conversations c
    join messages m on m.conversation_id = c.id
    where c.visitor_id = ${visitorId} and c.state <> 'closed' and m.id in (
      select message_id from inbound_messages where channel_id = ${channelId} and external_id = ${externalId} and part = 0
      union all
      select d.message_id from delivery_external_ids e join deliveries d on d.id = e.delivery_id
      where e.channel_id = ${channelId} and e.external_id = ${externalId}
    )
    limit 1`.execute(db);
  return rows[0]?.seq;
}
