import { createHash } from 'node:crypto';
import type { Locale, Message, SessionSettings } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { readSessionSettings, type TextName, wordsOf } from '../session-settings/index.ts';
import { nextInStream } from './stream-event.ts';

/** How the desk itself speaks in a conversation: in the words of its skill group and the language of its visitor. */
export interface Voice {
  readonly conversationId: string;
  readonly skillGroupId: number;
  /** Nobody waits before a screen for the answer. */
  readonly isLeftMessage: boolean;
  readonly locale: Locale;
  readonly settings: SessionSettings;
}

/** Undefined: no such conversation, or a left message. Nobody sits before a screen: it is not greeted, warned or ended by a timer. */
export async function findVoice(db: DatabaseReader, conversationId: string): Promise<Voice | undefined> {
  const row = await db
    .selectFrom('conversations as c')
    .innerJoin('visitors', 'visitors.id', 'c.visitor_id')
    .innerJoin('channels', 'channels.id', 'c.channel_id')
    .select([
      'c.skill_group_id',
      'c.origin',
      'visitors.locale as visitor_locale',
      sql<string | null>`channels.settings ->> 'locale'`.as('channel_locale'),
    ])
    .where('c.id', '=', conversationId)
    .where('c.origin', '<>', 'left_message')
    .executeTakeFirst();
  if (!row) return undefined;
  const settings = await readSessionSettings(db, row.skill_group_id);
  const locale = [row.visitor_locale, row.channel_locale].find(isLocale) ?? 'zh-CN';
  const isLeftMessage = row.origin === 'left_message';
  return { conversationId, skillGroupId: row.skill_group_id, isLeftMessage, locale, settings };
}

const isLocale = (value: string | null): value is Locale => value === 'zh-CN' || value === 'en';

/**
 * Says something in the name of the desk, in the transaction that makes it true. With an occasion it is said once, however often one
 * tries. Answers whether it was said now: in a closed conversation nothing is.
 */
export async function say(
  ctx: UseCaseContext<Actor>,
  voice: Voice,
  name: TextName,
  { values = {}, occasion }: { values?: Readonly<Record<string, string>>; occasion?: string } = {},
): Promise<boolean> {
  const { conversationId, settings, locale } = voice;
  const id = occasion === undefined ? crypto.randomUUID() : idOfOccasion(conversationId, name, occasion);
  const state = await lockConversation(ctx.tx, conversationId);
  if (state === undefined || state === 'closed') return false;
  if (occasion !== undefined && (await findSaid(ctx.tx, [id])).has(id)) return false;
  await write(ctx, {
    id,
    conversationId,
    author: { kind: 'system', id: null, name: wordsOf(settings, 'senderName', locale) },
    kind: 'text',
    text: wordsOf(settings, name, locale, values),
    file: null,
  });
  return true;
}

/** When each of these was said; those that were not are absent. */
export async function findSaid(db: DatabaseReader, ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'created_at'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.created_at]));
}

/** The id of what is said on an occasion: the same whoever works it out. */
export function idOfOccasion(conversationId: string, name: TextName, occasion: string): string {
  const hash = createHash('sha256').update(`${conversationId} ${name} ${occasion}`).digest('hex');
  // Version 8: the bits are our own.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** Its state, under the lock that the message writer takes, too. */
export async function lockConversation(db: DatabaseReader, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('conversations').select('state').where('id', '=', id).forUpdate().executeTakeFirst();
  return row?.state;
}

async function write(ctx: UseCaseContext<Actor>, message: Omit<Message, 'seq' | 'at'>): Promise<void> {
  const { conversationId, id, author, kind, text } = message;
  const row = await ctx.tx
    .updateTable('conversations')
    // Lists go on showing what people said last, and how long it has been without an answer.
    .set(nextInStream())
    .where('id', '=', conversationId)
    .returning(['last_seq', 'skill_group_id'])
    .executeTakeFirstOrThrow();
  const seq = row.last_seq;
  await ctx.tx
    .insertInto('messages')
    .values({
      id,
      conversation_id: conversationId,
      seq,
      author_kind: author.kind,
      author_id: author.id,
      author_name: author.name,
      kind,
      text,
      created_at: ctx.now,
    })
    .execute();
  ctx.emit({
    type: 'message.created',
    conversationId,
    seq,
    orgUnitId: row.skill_group_id,
    announced: { message: { ...message, seq, at: ctx.now.toISOString() } },
    by: { kind: 'system', id: null },
  });
}
