import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../database/index.ts';
import type { Logger } from '../logging/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { DueTask } from './due-tasks.ts';

/**
 * Does what was to happen, in the transaction that removes the task: it is done once. It may schedule the same again. Whatever it
 * does outside of that transaction may be repeated: give it the id of the task.
 */
export interface DueHandler<Context> {
  (ctx: Context, task: DueTask, prepared?: unknown): Promise<void>;
  /** Before the transaction, for what must not wait inside of one. May be done several times, on several nodes; never throws. */
  readonly prepare?: (subjectId: string) => Promise<unknown>;
}
/** By kind. */
export type DueHandlers<Context> = Readonly<Record<string, DueHandler<Context>>>;

export interface DueWorker {
  /** Something may be due earlier than it seemed. Cheap, and may be called too often. */
  wake(): void;
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
}

export interface DueWorkerOptions<Context> {
  readonly db: Database;
  readonly handlers: DueHandlers<Context>;
  /** Runs the work in one transaction and announces its events after the commit. */
  readonly run: (work: (ctx: Context) => Promise<boolean>) => Promise<boolean>;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock?: () => Date;
  /** Attempts before a task is given up; default 8. */
  readonly maxAttempts?: number;
  /** Wait before attempt n + 1, in milliseconds; default 500 · 2ⁿ, at most 5 min. */
  readonly backoffMs?: (attempt: number) => number;
}

/** What other nodes scheduled is seen by then. */
const POLL_MS = 1_000;
/** Wakes come with every commit; looking more often than this would find nothing new. */
const BREATH_MS = 50;
const PAGE = 64;
/** Tasks that are under way on this node at a time. */
const LANES = 4;

type Candidate = { readonly kind: string; readonly subjectId: string };

/** Sleeps until something is due and does it; any number of workers on any number of nodes share the work. */
export function startDueWorker<Context extends { readonly tx: DatabaseTransaction }>(
  options: DueWorkerOptions<Context>,
): DueWorker {
  const { db, handlers, log, metrics } = options;
  const clock = options.clock ?? (() => new Date());
  const maxAttempts = options.maxAttempts ?? 8;
  const backoffMs = options.backoffMs ?? ((attempt: number) => Math.min(300_000, 500 * 2 ** attempt));
  const kinds = Object.keys(handlers);
  let stopped = false;
  let woken = false;
  let interrupt: (() => void) | undefined;

  const sleep = (ms: number, { light }: { light: boolean }) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      interrupt = () => {
        if (!stopped && !light) return;
        clearTimeout(timer);
        resolve();
      };
      if (stopped || (light && woken)) interrupt();
    });

  /** True if it was this worker that did it. */
  async function perform({ kind, subjectId }: Candidate): Promise<boolean> {
    let task: (DueTask & { readonly attempts: number }) | undefined;
    try {
      const prepared = await handlers[kind]?.prepare?.(subjectId);
      const done = await options.run(async (ctx) => {
        task = await claimTask(ctx.tx, kind, subjectId, clock());
        if (!task) return false;
        await handlers[kind]?.(ctx, task, prepared);
        // Last, and only if it was not scheduled anew: whoever holds the subject's row may be waiting for this one.
        await ctx.tx
          .deleteFrom('due_tasks')
          .where('kind', '=', kind)
          .where('subject_id', '=', subjectId)
          .where('id', '=', task.id)
          .execute();
        return true;
      });
      if (done) metrics.dueTasks.inc({ kind, outcome: 'done' });
      return done;
    } catch (error) {
      log.warn({ kind, subjectId, attempt: (task?.attempts ?? 0) + 1, err: error }, 'a due task failed');
      if (task) await putOff(task, task.attempts + 1, error);
      return false;
    }
  }

  async function putOff(task: DueTask, attempts: number, error: unknown): Promise<void> {
    const now = clock();
    const givenUp = attempts >= maxAttempts;
    metrics.dueTasks.inc({ kind: task.kind, outcome: givenUp ? 'given_up' : 'failed' });
    await db
      .updateTable('due_tasks')
      .set({
        attempts,
        error: String(error).slice(0, 1_000),
        due_at: new Date(now.getTime() + backoffMs(attempts)),
        failed_at: givenUp ? now : null,
      })
      .where('kind', '=', task.kind)
      .where('subject_id', '=', task.subjectId)
      .where('id', '=', task.id)
      .execute();
  }

  /** Everything that is due; answers when the next is. */
  async function performAll(): Promise<Date | null> {
    while (!stopped) {
      const { due, next } = await findDue(db, kinds, clock());
      if (due.length === 0) return next;
      let done = 0;
      const lane = async () => {
        for (let candidate = due.shift(); candidate && !stopped; candidate = due.shift()) {
          if (await perform(candidate)) done += 1;
        }
      };
      await Promise.all(Array.from({ length: LANES }, lane));
      // All of them are under way elsewhere, or have just failed.
      if (done === 0) return new Date(clock().getTime() + BREATH_MS);
    }
    return null;
  }

  async function work(): Promise<void> {
    while (!stopped) {
      let pause = POLL_MS;
      woken = false;
      try {
        const next = await performAll();
        if (next) pause = Math.max(0, Math.min(POLL_MS, next.getTime() - clock().getTime()));
      } catch (error) {
        if (!stopped) log.warn({ err: error }, 'looking for due tasks');
      }
      await sleep(pause, { light: true });
      if (woken) await sleep(BREATH_MS, { light: false });
    }
  }

  const working = work();
  return {
    wake: () => {
      woken = true;
      interrupt?.();
    },
    stop: async () => {
      stopped = true;
      interrupt?.();
      await working;
    },
  };
}

async function findDue(db: Database, kinds: string[], now: Date): Promise<{ due: Candidate[]; next: Date | null }> {
  const rows = await db
    .selectFrom('due_tasks')
    .select(['kind', 'subject_id as subjectId', 'due_at as dueAt'])
    .where('failed_at', 'is', null)
    .where('kind', '=', sql<string>`any (${kinds}::text[])`)
    .orderBy('due_at')
    .limit(PAGE)
    .execute();
  return { due: rows.filter((row) => row.dueAt <= now), next: rows.find((row) => row.dueAt > now)?.dueAt ?? null };
}

/**
 * The task, if it is still due and nobody else is at it. The claim is an advisory lock, not one of the row: whoever schedules or cancels it
 * holds the subject's row already, and the handler is going to ask for that.
 */
async function claimTask(tx: DatabaseTransaction, kind: string, subjectId: string, now: Date) {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext(${`due ${kind}`}), hashtext(${subjectId})) as mine`.execute(tx);
  if (!rows[0]?.mine) return undefined;
  return tx
    .selectFrom('due_tasks')
    .select(['kind', 'subject_id as subjectId', 'id', 'due_at as dueAt', 'payload', 'attempts'])
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .where('due_at', '<=', now)
    .where('failed_at', 'is', null)
    .executeTakeFirst();
}
