import { sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { Actor, UseCaseContext, VisitorActor } from '../access/index.ts';
import { refuseBlocked } from '../blocks/index.ts';
import type { ChannelRecord } from '../channels/index.ts';
import type { Beginning } from './ask-before.ts';
import { findOpen } from './open-conversation.ts';
import { nextInStream, streamEvent } from './stream-event.ts';

export interface LeftWords {
  readonly id: string;
  readonly authorName: string;
  readonly text: string;
}

/**
 * The visitor's waiting conversation becomes a left message and keeps its words, else a new one begins as one. All in the transaction of the caller:
 * the words are numbered before the events that follow, so every follower finds the hole and reads them.
 * @throws {DomainError} conflict: an agent serves it already; id_taken
 */
export async function leaveMessage(
  ctx: UseCaseContext<VisitorActor>,
  channel: ChannelRecord,
  words: LeftWords | null,
  beginning: Beginning = {},
): Promise<string> {
  const open = await findOpen(ctx);
  if (!open) return beginLeftMessage(ctx, channel, words, beginning);
  if (!(await isWaiting(ctx, open))) throw isServed();
  if (words) await writeWords(ctx, open, words);
  await turnIntoLeftMessage(ctx, open, 'visitor');
  return open;
}

/**
 * Before plugins are asked about what could not be kept.
 * @throws {DomainError} conflict: an agent serves the visitor already
 */
export async function refuseServed(ctx: UseCaseContext<VisitorActor>): Promise<void> {
  const served = await ctx.tx
    .selectFrom('conversations')
    .select('id')
    .where('visitor_id', '=', ctx.actor.id)
    .where('state', 'not in', ['waiting', 'closed'])
    .executeTakeFirst();
  if (served) throw isServed();
}

const isServed = () => new DomainError('conflict', { detail: 'an agent serves it already' });

/**
 * A waiting conversation becomes a left message: it keeps its place in history, and lets those who wait before their screens go first.
 * False: it does not wait any more.
 */
export async function turnIntoLeftMessage(
  ctx: UseCaseContext<Actor>,
  id: string,
  by: 'visitor' | 'overflow',
): Promise<boolean> {
  const row = await ctx.tx
    .updateTable('conversations')
    .set({ origin: 'left_message', ...nextInStream() })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (row) ctx.emit(streamEvent('conversation.message_left', row, { by }));
  return row !== undefined;
}

async function beginLeftMessage(
  ctx: UseCaseContext<VisitorActor>,
  channel: ChannelRecord,
  words: LeftWords | null,
  beginning: Beginning,
): Promise<string> {
  const row = await ctx.tx
    .insertInto('conversations')
    .values({
      id: crypto.randomUUID(),
      channel_id: channel.id,
      skill_group_id: beginning.skillGroupId ?? channel.skillGroup.id,
      visitor_id: ctx.actor.id,
      state: 'waiting',
      origin: 'left_message',
      priority: beginning.priority ?? 0,
      created_at: ctx.now,
      waiting_since: ctx.now,
      last_seq: 1,
    })
    .onConflict((conflict) => conflict.column('visitor_id').where('state', '<>', 'closed').doNothing())
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  // Another tab opened one at this moment.
  if (!row) return leaveMessage(ctx, channel, words, beginning);
  await refuseBlocked(ctx, ctx.actor.id);
  ctx.emit(streamEvent('conversation.created', row, { origin: 'left_message' }));
  if (words) await writeWords(ctx, row.id, words);
  const after = await ctx.tx
    .updateTable('conversations')
    .set(nextInStream())
    .where('id', '=', row.id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirstOrThrow();
  ctx.emit(streamEvent('conversation.waiting', after, { reason: 'opened', since: ctx.now.toISOString() }));
  await turnIntoLeftMessage(ctx, row.id, 'visitor');
  return row.id;
}

async function isWaiting(ctx: UseCaseContext<VisitorActor>, id: string): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('conversations')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row?.state === 'waiting';
}

/** Through the one door for messages, but within this transaction: the form and its words are stored together or not at all. */
async function writeWords(
  ctx: UseCaseContext<VisitorActor>,
  conversationId: string,
  { id, authorName, text }: LeftWords,
): Promise<void> {
  await ctx.writeEvents();
  const { rows } = await sql<{ outcome: string }>`
    select outcome from write_messages(
      array[${id}]::uuid[], array[${conversationId}]::uuid[], array['visitor'], array[${ctx.actor.id}]::uuid[],
      array[${authorName}]::text[], array['text'], array[${text}]::text[], array[null]::jsonb[]
    )`.execute(ctx.tx);
  const outcome = rows[0]?.outcome;
  if (outcome !== 'written')
    throw new DomainError(outcome === 'known' || outcome === 'id_taken' ? 'id_taken' : 'conflict');
}
