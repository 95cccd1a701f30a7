import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.ts';
import type { DatabaseConnection, DatabaseTransaction } from '../database/index.ts';
import { createLogger } from '../logging/index.ts';
import { createMetrics } from '../metrics/index.ts';
import {
  cancelTask,
  type DueHandler,
  type DueTask,
  type DueWorker,
  listFailedTasks,
  retryFailedTask,
  scheduleTask,
  scheduleTasks,
  startDueWorker,
} from './index.ts';

interface Context {
  readonly tx: DatabaseTransaction;
}

let connection: DatabaseConnection;
let running: DueWorker[];
let kind: string;
let counter = 0;
const metrics = createMetrics();
const log = createLogger('fatal', { write: () => {} });

beforeAll(async () => {
  connection = await openTestDatabase();
  await connection.pool.query('create table done (kind text, subject_id text, task_id uuid)');
});
beforeEach(() => {
  counter += 1;
  kind = `test.${counter}`;
  running = [];
  return () => Promise.all(running.map((worker) => worker.stop()));
});
afterAll(() => connection.close());

const inMs = (ms: number) => new Date(Date.now() + ms);
const schedule = (subjectId: string, ms = 0, payload?: object) =>
  scheduleTask(connection.db, { kind, subjectId, dueAt: inMs(ms), ...(payload && { payload }) });
const left = () => connection.db.selectFrom('due_tasks').selectAll().where('kind', '=', kind).execute();
const done = async () => {
  const { rows } = await connection.pool.query<{ subject_id: string }>(
    'select subject_id from done where kind = $1 order by subject_id',
    [kind],
  );
  return rows.map((row) => row.subject_id);
};
/** Writes down that it was done, in the transaction of the task. */
const note: DueHandler<Context> = async (ctx, task) => {
  await ctx.tx
    .insertInto('done' as never)
    .values({ kind: task.kind, subject_id: task.subjectId, task_id: task.id } as never)
    .execute();
};

function start(handler: DueHandler<Context>, options: { maxAttempts?: number; backoffMs?: () => number } = {}) {
  const worker = startDueWorker<Context>({
    db: connection.db,
    handlers: { [kind]: handler },
    run: (work) => connection.db.transaction().execute((tx) => work({ tx })),
    log,
    metrics,
    ...options,
  });
  running.push(worker);
  return worker;
}

describe('a due task', () => {
  test('is done when its time has come, not before, and is gone', async () => {
    const at: number[] = [];
    start(async (ctx, task) => {
      at.push(Date.now() - task.dueAt.getTime());
      await note(ctx, task);
    });
    await schedule('soon', 400);
    await schedule('later', 3_600_000);
    await expect.poll(done).toEqual(['soon']);
    expect(at[0]).toBeGreaterThanOrEqual(0);
    expect((await left()).map((row) => row.subject_id)).toEqual(['later']);
  });

  test('that was scheduled a moment ahead is on time when the worker is woken', async () => {
    let late = Number.NaN;
    const worker = start(async (_ctx, task) => {
      late = Date.now() - task.dueAt.getTime();
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await schedule('now', 100);
    worker.wake();
    await expect.poll(() => late).toBeLessThan(500);
  });

  test('carries its payload, and is moved by scheduling it again', async () => {
    const seen: unknown[] = [];
    await schedule('one', 3_600_000, { round: 1 });
    await schedule('one', 0, { round: 2 });
    start(async (_ctx, task) => void seen.push(task.payload));
    await expect.poll(() => seen).toEqual([{ round: 2 }]);
    await expect.poll(left).toEqual([]);
  });

  test('that was cancelled is not done', async () => {
    await scheduleTasks(
      connection.db,
      ['kept', 'cancelled'].map((subjectId) => ({ kind, subjectId, dueAt: inMs(0) })),
    );
    await cancelTask(connection.db, kind, 'cancelled');
    start(note);
    await expect.poll(done).toEqual(['kept']);
    await expect.poll(left).toEqual([]);
  });

  test('comes to nothing with the transaction that scheduled it', async () => {
    await connection.db
      .transaction()
      .execute(async (tx) => {
        await scheduleTask(tx, { kind, subjectId: 'never', dueAt: inMs(0) });
        throw new Error('no');
      })
      .catch(() => {});
    await expect.poll(left).toEqual([]);
  });

  test('may schedule itself again', async () => {
    const rounds: number[] = [];
    start(async (ctx, task) => {
      const { round } = task.payload as { round: number };
      rounds.push(round);
      if (round < 3) {
        await scheduleTask(ctx.tx, { ...task, dueAt: inMs(20), payload: { round: round + 1 } });
      }
    });
    await schedule('again', 0, { round: 1 });
    await expect.poll(() => rounds).toEqual([1, 2, 3]);
    await expect.poll(left).toEqual([]);
  });

  test('that somebody schedules anew while it is being done stays for its new time', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = false;
    start(async () => {
      begun = true;
      await held;
    });
    await schedule('moved');
    await expect.poll(() => begun).toBe(true);
    await schedule('moved', 3_600_000);
    release();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await left()).toHaveLength(1);
  });

  test('does not stand in the way of whoever holds the row of its subject and cancels it', async () => {
    await connection.pool.query('create table if not exists subjects (id text primary key)');
    await connection.pool.query("insert into subjects values ('subject') on conflict do nothing");
    const lockSubject = (tx: DatabaseTransaction) =>
      tx
        .selectFrom('subjects' as never)
        .selectAll()
        .forUpdate()
        .execute();
    await schedule('subject');
    await connection.db.transaction().execute(async (tx) => {
      await lockSubject(tx);
      start((ctx) => lockSubject(ctx.tx).then(() => {}));
      await new Promise((resolve) => setTimeout(resolve, 300));
      const before = performance.now();
      await cancelTask(tx, kind, 'subject');
      expect(performance.now() - before).toBeLessThan(500);
    });
    await expect.poll(left).toEqual([]);
  });
});

describe('on several nodes', () => {
  test('each task is done exactly once', async () => {
    const subjects = Array.from({ length: 150 }, (_, index) => `s${String(index).padStart(3, '0')}`);
    await scheduleTasks(
      connection.db,
      subjects.map((subjectId) => ({ kind, subjectId, dueAt: inMs(0) })),
    );
    for (const _ of [1, 2, 3]) start(note);
    await expect.poll(done, { timeout: 10_000 }).toEqual(subjects);
    await Promise.all(running.map((worker) => worker.stop()));
    expect(await done()).toEqual(subjects);
    await expect.poll(left).toEqual([]);
  });

  test('what one left is done by the next, also what it was in the middle of', async () => {
    const ids = new Set<string>();
    const first = start(async (ctx, task) => {
      ids.add(task.id);
      await note(ctx, task);
      throw new Error('the process dies here');
    });
    await schedule('left');
    await expect.poll(() => ids.size).toBe(1);
    await first.stop();
    expect(await done()).toEqual([]);
    start(async (ctx, task) => {
      ids.add(task.id);
      await note(ctx, task);
    });
    await expect.poll(done).toEqual(['left']);
    expect(ids.size).toBe(1);
  });
});

describe('a task that fails', () => {
  test('is tried again, later, and undoes what it did; the others go on', async () => {
    let failures = 0;
    const handler: DueHandler<Context> = async (ctx, task: DueTask) => {
      await note(ctx, task);
      if (task.subjectId === 'bad' && failures++ < 3) throw new Error('not yet');
    };
    await schedule('bad');
    await schedule('good');
    start(handler, { backoffMs: () => 20 });
    await expect.poll(done).toEqual(['bad', 'good']);
    expect(failures).toBe(4);
  });

  test('and fails each time is given up with its reason, until somebody has it tried again', async () => {
    let broken = true;
    start(
      async (ctx, task) => {
        if (broken) throw new Error('never');
        await note(ctx, task);
      },
      { maxAttempts: 3, backoffMs: () => 10 },
    );
    await schedule('bad');
    const letters = async () => (await listFailedTasks(connection.db, '0', 10)).filter((task) => task.kind === kind);
    await expect.poll(letters).toEqual([expect.objectContaining({ kind, error: 'Error: never', attempts: 3 })]);
    const figures = (await metrics.dueTasks.get()).values;
    expect(figures.find(({ labels }) => labels.kind === kind && labels.outcome === 'given_up')?.value).toBe(1);
    broken = false;
    const [letter] = await letters();
    expect(await retryFailedTask(connection.db, letter?.number ?? '', new Date())).toBe(true);
    expect(await retryFailedTask(connection.db, letter?.number ?? '', new Date())).toBe(false);
    await expect.poll(done).toEqual(['bad']);
  });
});
