import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openSilentLine, type SilentLine } from '../../testing/silent-line.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { type DatabaseConnection, openDatabase } from '../database/index.ts';
import { createLogger } from '../logging/index.ts';
import { createMetrics } from '../metrics/index.ts';
import { appendEvents, createLeadership, type Leadership, type LoggedEvent, startConsumer } from './index.ts';

/** Shorter than in production, in the same order: first it is noticed here, then the server lets go. */
const DEADLINES = { beatMs: 200, silentMs: 1_000, idleMs: 2_000 };

let direct: DatabaseConnection;
let line: SilentLine;
let counter = 0;

beforeAll(async () => {
  direct = await openTestDatabase();
});
beforeEach(async () => {
  counter += 1;
  line = await openSilentLine();
  return () => line.close();
});
afterAll(() => direct.close());

/** The same database over the line. */
function overTheLine(): DatabaseConnection {
  const connection = openDatabase(line.to(direct.pool.options.database ?? ''), { silentMs: DEADLINES.silentMs });
  onTestFinished(() => connection.close());
  return connection;
}

function openNode(connection: DatabaseConnection): Leadership {
  const leadership = createLeadership(connection, DEADLINES);
  onTestFinished(() => leadership.close());
  return leadership;
}

const log = createLogger('fatal', { write: () => {} });
const numberOf = (event: LoggedEvent) => (event.payload as { number: number }).number;

function start(
  name: string,
  leadership: Leadership,
  { connection = direct, handle = async (_event: LoggedEvent) => {} } = {},
): readonly number[] {
  const seen: number[] = [];
  const consumer = startConsumer(
    {
      name,
      types: [`type ${counter}`],
      from: 'beginning',
      backoffMs: () => 50,
      handle: async (event) => {
        await handle(event);
        seen.push(numberOf(event));
      },
    },
    { connection, leadership, log, metrics: createMetrics() },
  );
  onTestFinished(() => consumer.stop());
  return seen;
}

const append = (number: number) =>
  direct.db
    .transaction()
    .execute((tx) =>
      appendEvents(tx, [{ type: `type ${counter}`, payload: { number } }], { kind: 'system', id: null }, new Date()),
    );

test('all consumers of a node go on over a new connection when theirs falls silent', async () => {
  const node = openNode(overTheLine());
  const all = ['one', 'two', 'three'].map((each) => start(`${each} ${counter}`, node));
  await append(1);
  for (const seen of all) await expect.poll(() => seen).toEqual([1]);
  for (const number of [2, 3]) {
    line.fallSilent();
    await append(number);
    for (const seen of all) await expect.poll(() => seen).toContain(number);
  }
  for (const seen of all) expect([...new Set(seen)]).toEqual([1, 2, 3]);
});

test('one that is long at its work hears that the leadership is lost, and another node takes it', async () => {
  const cutOff = createLeadership(overTheLine(), DEADLINES);
  const lead = await cutOff.claim(`alone ${counter}`);
  const lost = new Promise<void>((resolve) => lead?.onLost(resolve));
  await append(1);
  const seen = start(`alone ${counter}`, openNode(direct));
  line.fallSilent({ forNewOnesToo: true });
  await lost;
  expect(lead?.isLost()).toBe(true);
  await expect.poll(() => seen).toEqual([1]);
  await lead?.release();
  await cutOff.close();
});

test('a node that hears nothing at all leaves its events to another', async () => {
  const far = overTheLine();
  const ask = async () => void (await far.pool.query('select 1'));
  const left = start(`both ${counter}`, openNode(far), { connection: far, handle: ask });
  await append(1);
  await expect.poll(() => left).toEqual([1]);
  const right = start(`both ${counter}`, openNode(direct));
  line.fallSilent({ forNewOnesToo: true });
  await append(2);
  await expect.poll(() => right).toEqual([2]);
  expect(left).toEqual([1]);
});
