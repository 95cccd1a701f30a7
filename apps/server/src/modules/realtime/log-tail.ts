import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import { type LoggedEvent, type LogPosition, readLog } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { ACCESS_EVENTS } from './access-changes.ts';

const TYPES: readonly string[] = [
  'conversation.created',
  'conversation.waiting',
  'conversation.assigned',
  'conversation.transferred',
  'conversation.moved',
  'conversation.prioritized',
  'message.recalled',
  'conversation.closed',
  'conversation.satisfaction_requested',
  'conversation.rated',
  'agent.presence_changed',
  'conversation.tagged',
  'conversation.wrapped_up',
  'conversation.followed_up',
  'visitor.merged',
  'visitor.addressed',
  'supervision.taken_over',
  'supervision.transferred',
  'supervision.closed',
  ...ACCESS_EVENTS,
];
const POLL_MS = 1_000;
const PAGE = 200;

/**
 * Reads on each node what the event log says of conversations and presence, a second behind. Announcements are fast but may be missed: a commit whose
 * answer was lost, a frame between nodes that was dropped. What is told twice changes nothing. Answers with the function that ends it.
 */
export function followLog(db: Database, tell: (events: readonly LoggedEvent[]) => void, log: Logger): () => void {
  let cursor: LogPosition | null = null;
  let busy = false;

  async function read(): Promise<void> {
    cursor ??= await now(db);
    const events = await readLog(db, TYPES, cursor, PAGE);
    cursor = events.at(-1) ?? cursor;
    if (events.length > 0) tell(events);
  }

  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    read()
      .catch((error: unknown) => log.warn({ err: error }, 'the event log could not be followed'))
      .finally(() => {
        busy = false;
      });
  }, POLL_MS);
  return () => clearInterval(timer);
}

async function now(db: Database): Promise<LogPosition> {
  const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(
    db,
  );
  return { transactionId: rows[0]?.xmin ?? '0', position: '0' };
}
