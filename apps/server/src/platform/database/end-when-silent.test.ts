import { once } from 'node:events';
import { sql } from 'kysely';
import type pg from 'pg';
import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openSilentLine, type SilentLine } from '../../testing/silent-line.ts';
import { cloneDatabase } from '../../testing/test-database.ts';
import { type DatabaseConnection, isConnectionLoss, openDatabase } from './index.ts';

let database: string;
let line: SilentLine;

beforeAll(async () => {
  database = await cloneDatabase();
});
beforeEach(async () => {
  line = await openSilentLine();
  return () => line.close();
});

function open(silentMs: number): DatabaseConnection {
  const connection = openDatabase(line.to(database), { maxConnections: 1, silentMs });
  onTestFinished(() => connection.close());
  return connection;
}

const processOf = async (client: { query: pg.Client['query'] }) =>
  (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
const reasonOf = (question: Promise<unknown>) => question.catch((error: unknown) => error);

test('a question to a database that fell silent ends as a lost connection, and the next one goes over another', async () => {
  const { pool } = open(2_000);
  const before = await processOf(pool);
  line.fallSilent();
  expect(await reasonOf(pool.query('select 1'))).toSatisfy(isConnectionLoss);
  await expect.poll(() => reasonOf(processOf(pool))).toEqual(expect.any(Number));
  expect(await processOf(pool)).not.toBe(before);
  expect(pool.totalCount).toBe(1);
});

test('a transaction whose connection falls silent fails, and leaves its place in the pool to another', async () => {
  const { db } = open(2_000);
  const transaction = db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx);
    line.fallSilent();
    await sql`select 2`.execute(tx);
  });
  expect(await reasonOf(transaction)).toSatisfy(isConnectionLoss);
  await expect.poll(() => reasonOf(sql`select 1 as one`.execute(db))).toMatchObject({ rows: [{ one: 1 }] });
});

test('a database that cannot be reached without a word is a lost connection, too', async () => {
  const connection = open(2_000);
  line.fallSilent({ forNewOnesToo: true });
  const attempts = [connection.connect('a duty'), connection.pool.query('select 1')];
  for (const reason of await Promise.all(attempts.map(reasonOf))) expect(reason).toSatisfy(isConnectionLoss);
});

test('a connection of its own is told to be lost, and takes leave of a database that does not answer', async () => {
  const connection = open(2_000);
  const [asked, idle] = [await connection.connect('asked'), await connection.connect('idle')];
  line.fallSilent();
  const ended = new Promise((resolve) => asked.once('end', resolve));
  expect(await reasonOf(asked.query('select 1'))).toSatisfy(isConnectionLoss);
  await ended;
  await idle.end();
});

test('nobody minds the silence of a connection that nobody asks', async () => {
  const client = await open(1_000).connect('a duty');
  const before = await processOf(client);
  await once(client.connection.stream, 'timeout');
  expect(await processOf(client)).toBe(before);
  await client.end();
});

test('what may take any time is waited for', async () => {
  const client = await open(100).connect('a migration', { silentMs: null });
  const { rows } = await client.query(`select 'done' as it from pg_sleep(0.5)`);
  expect(rows).toEqual([{ it: 'done' }]);
  await client.end();
});

test('a session that is not asked any more ends at the server, and with it its locks', async () => {
  const connection = open(10_000);
  const holder = await connection.connect('holder', { idleMs: 2_000 });
  await holder.query('select pg_advisory_lock(5)');
  line.fallSilent();
  const other = await connection.connect('other');
  const isFree = async () =>
    (await other.query<{ free: boolean }>('select pg_try_advisory_lock(5) as free')).rows[0]?.free;
  await expect.poll(isFree).toBe(true);
  await other.end();
});
