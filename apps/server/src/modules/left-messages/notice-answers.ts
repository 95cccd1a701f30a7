import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import { scheduleTasks } from '../../platform/due/index.ts';
import type { ConsumerDefinition, LoggedEvent } from '../../platform/events/index.ts';

/** Kind of the due task that writes answers into a letter; its subject is the conversation. */
export const MAIL_ANSWERS = 'left-messages.mail-answers';

/**
 * Follows what agents write, a moment behind: an answer to a left message goes out by e-mail after a while, unless the visitor reads it
 * before. Several in short succession move that moment, and become one letter.
 */
export const createAnswerNotice = (db: Database, graceMs: number): ConsumerDefinition => ({
  name: 'left-message-answers',
  types: ['message.created'],
  // A thousand a second at most: a letter may come later, and what is said is delivered no later for it.
  pauseMs: 200,
  handle: (event) => scheduleLetters(db, [event], graceMs),
  handleTogether: (events) => scheduleLetters(db, events, graceMs),
});

async function scheduleLetters(db: Database, events: readonly LoggedEvent[], graceMs: number): Promise<void> {
  const newest = new Map<string, Date>();
  for (const { actor, conversationId, at } of events)
    if (actor.kind === 'agent' && conversationId !== null) newest.set(conversationId, at);
  if (newest.size === 0) return;
  const ids = await withAddress(db, [...newest.keys()]);
  const dueAt = (id: string) => new Date((newest.get(id) ?? new Date()).getTime() + graceMs);
  await scheduleTasks(
    db,
    ids.map((id) => ({ kind: MAIL_ANSWERS, subjectId: id, dueAt: dueAt(id) })),
  );
}

async function withAddress(db: Database, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select conversation_id as id from left_messages where conversation_id = any (${ids}::uuid[]) and email is not null`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
