import { sql } from 'kysely';
import type { DatabaseReader } from '../database/index.ts';

export interface NewDueTask {
  /** Who handles it: `session.idle`. */
  readonly kind: string;
  /** What it is about: a conversation's id. One task per kind and subject. */
  readonly subjectId: string;
  readonly dueAt: Date;
  /** A few words of JSON; whatever may change until then is read when it is due. */
  readonly payload?: object;
}

/** What a handler is given. */
export interface DueTask {
  readonly kind: string;
  readonly subjectId: string;
  /** The same for each attempt, another each time it is scheduled: an id for what must happen once, a message for one. */
  readonly id: string;
  readonly dueAt: Date;
  readonly payload: unknown;
}

/**
 * Has something done at a time, in the caller's transaction: if that comes to nothing, so does the task. The same kind and subject
 * again moves it.
 */
export function scheduleTask(db: DatabaseReader, task: NewDueTask): Promise<void> {
  return scheduleTasks(db, [task]);
}

/** Like `scheduleTask`, for many at once. */
export async function scheduleTasks(db: DatabaseReader, tasks: readonly NewDueTask[]): Promise<void> {
  if (tasks.length === 0) return;
  // In one order everywhere, so that two who schedule the same do not wait for each other.
  const ordered = [...tasks].sort((a, b) => compare(a.kind, b.kind) || compare(a.subjectId, b.subjectId));
  await sql`
    insert into due_tasks (kind, subject_id, due_at, payload)
    select t.kind, t.subject_id, t.due_at, t.payload
    from unnest(
      ${ordered.map((task) => task.kind)}::text[],
      ${ordered.map((task) => task.subjectId)}::text[],
      ${ordered.map((task) => task.dueAt)}::timestamptz[],
      ${ordered.map((task) => (task.payload ? JSON.stringify(task.payload) : null))}::jsonb[]
    ) as t (kind, subject_id, due_at, payload)
    on conflict (kind, subject_id) do update set
      id = excluded.id, due_at = excluded.due_at, payload = excluded.payload,
      attempts = 0, error = null, failed_at = null`.execute(db);
}

/** Forgets what was to happen; nothing, if it has happened. */
export async function cancelTask(db: DatabaseReader, kind: string, subjectId: string): Promise<void> {
  await db.deleteFrom('due_tasks').where('kind', '=', kind).where('subject_id', '=', subjectId).execute();
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
