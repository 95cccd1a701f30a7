import { type Author, RECALL_MS } from '@cskefu/contract';
import { sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext, VisitorActor } from '../access/index.ts';
import { releaseFile } from '../files/index.ts';
import { accessConversation, type ConversationViewer } from './access-conversation.ts';
import { nextInStream, streamEvent } from './stream-event.ts';

/**
 * Somebody of the house takes back a message or note of their own.
 * @throws {DomainError} not_found; conflict: it is no message of theirs; too_late; conversation_closed
 */
export async function recallMessage(
  ctx: UseCaseContext<AccountActor>,
  { id, messageId }: { id: string; messageId: string },
): Promise<{ ok: true }> {
  await accessConversation(ctx, id);
  if (!(await recall(ctx, id, messageId))) throw new DomainError('conflict', { detail: 'no message of yours' });
  return { ok: true };
}

/**
 * A visitor takes back a message of their own.
 * @throws {DomainError} not_found; too_late; conversation_closed
 */
export async function recallVisitorMessage(
  ctx: UseCaseContext<VisitorActor>,
  { id }: { id: string },
): Promise<{ ok: true }> {
  const message = await ctx.tx.selectFrom('messages').select('conversation_id').where('id', '=', id).executeTakeFirst();
  if (!message) throw new DomainError('not_found');
  await accessConversation(ctx, message.conversation_id);
  if (!(await recall(ctx, message.conversation_id, id))) throw new DomainError('not_found');
  return { ok: true };
}

/** False: it is no message of the actor in this conversation. The conversation is locked first, as by the message writer. */
async function recall(ctx: UseCaseContext<ConversationViewer>, id: string, messageId: string): Promise<boolean> {
  const conversation = await ctx.tx
    .selectFrom('conversations')
    .select('state')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const message = await ctx.tx.selectFrom('messages').selectAll().where('id', '=', messageId).executeTakeFirst();
  if (message?.conversation_id !== id || message.author_id !== ctx.actor.id) return false;
  if (message.kind === 'recalled' || (message.kind === 'note' && message.text === null)) return true;
  if (conversation?.state === 'closed') throw new DomainError('conversation_closed');
  if (ctx.now.getTime() - message.created_at.getTime() > RECALL_MS) throw new DomainError('too_late');
  await forget(ctx, message);
  const by = { kind: message.author_kind, id: message.author_id, name: message.author_name } as Author;
  const note = message.kind === 'note';
  const { row, last } = await advance(ctx, id, message.seq, note);
  ctx.emit(
    streamEvent('message.recalled', row, {
      messageId,
      messageSeq: message.seq,
      by,
      kind: note ? 'note' : 'recalled',
      last,
    }),
  );
  return true;
}

/** The words leave the row, and are kept where no screen looks. A file goes back to its author, who has it until it is cleared away. */
async function forget(
  ctx: UseCaseContext<ConversationViewer>,
  { id, kind, text, file }: { id: string; kind: string; text: string | null; file: unknown },
): Promise<void> {
  await ctx.tx
    .insertInto('message_recalls')
    .values({
      message_id: id,
      kind,
      text,
      file: file === null ? null : JSON.stringify(file),
      recalled_by_kind: ctx.actor.kind,
      recalled_by: ctx.actor.id,
      recalled_at: ctx.now,
    })
    .execute();
  await ctx.tx
    .updateTable('messages')
    .set({ kind: kind === 'note' ? 'note' : 'recalled', text: null, file: null })
    .where('id', '=', id)
    .execute();
  if (file !== null) await releaseFile(ctx.tx, (file as { id: string }).id);
}

/** The next number of the stream; the list's last word is empty, if it was this one. */
async function advance(ctx: UseCaseContext<ConversationViewer>, id: string, seq: number, note: boolean) {
  const { rows } = await sql<{ last: boolean }>`
    select not exists (
      select from messages where conversation_id = ${id} and seq > ${seq} and kind <> 'note' and author_kind <> 'system'
    ) as last`.execute(ctx.tx);
  const last = !note && (rows[0]?.last ?? false);
  const row = await ctx.tx
    .updateTable('conversations')
    .set({
      ...nextInStream(),
      ...(last ? { last_message_kind: 'recalled', last_message_text: null } : {}),
    })
    .where('id', '=', id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirstOrThrow();
  return { row, last };
}
