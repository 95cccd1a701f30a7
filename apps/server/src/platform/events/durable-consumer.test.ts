import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { killConnections, openTestDatabase } from '../../testing/test-database.ts';
import type { DatabaseConnection } from '../database/index.ts';
import { createLogger } from '../logging/index.ts';
import { createMetrics } from '../metrics/index.ts';
import {
  appendEvents,
  type ConsumerDefinition,
  createLeadership,
  type DurableConsumer,
  type Leadership,
  type LoggedEvent,
  readLog,
  startConsumer,
} from './index.ts';

let connection: DatabaseConnection;
let running: DurableConsumer[];
let nodes: Leadership[];
let name: string;
let counter = 0;
const metrics = createMetrics();

beforeAll(async () => {
  connection = await openTestDatabase();
});
beforeEach(() => {
  counter += 1;
  name = `consumer ${counter}`;
  running = [];
  nodes = [];
  return async () => {
    await Promise.all(running.map((consumer) => consumer.stop()));
    await Promise.all(nodes.map((node) => node.close()));
  };
});
afterAll(() => connection.close());

const log = createLogger('fatal', { write: () => {} });

function openNode(): Leadership {
  const node = createLeadership(connection);
  nodes.push(node);
  return node;
}

/** On a node of its own, unless another is named. */
function start(
  handle: ConsumerDefinition['handle'],
  { node: leadership = openNode(), ...rest }: Partial<ConsumerDefinition> & { readonly node?: Leadership } = {},
): DurableConsumer {
  const definition = { name, types: [name], from: 'beginning' as const, handle, ...rest };
  const consumer = startConsumer(definition, { connection, leadership, log, metrics });
  running.push(consumer);
  return consumer;
}

const write = (events: { type: string; payload?: object }[]) =>
  connection.db.transaction().execute((tx) => appendEvents(tx, events, { kind: 'system', id: null }, new Date()));
const append = (...numbers: number[]) => write(numbers.map((number) => ({ type: name, payload: { number } })));
const numberOf = (event: LoggedEvent) => (event.payload as { number: number }).number;
const collector = () => {
  const seen: number[] = [];
  return { seen, handle: async (event: LoggedEvent) => void seen.push(numberOf(event)) };
};
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const deadLetters = () =>
  connection.db
    .selectFrom('event_dead_letters')
    .select(['error', 'attempts', 'type'])
    .where('consumer', '=', name)
    .execute();

describe('a durable consumer', () => {
  test('gets every event of its types, each once when nothing fails, in the order of the log', async () => {
    const { seen, handle } = collector();
    await append(1, 2);
    start(handle);
    for (let number = 3; number <= 400; number += 2) await append(number, number + 1);
    await write([{ type: 'something else' }]);
    await append(401);
    await expect.poll(() => seen.at(-1)).toBe(401);
    expect(seen).toEqual(upTo(401));
  });

  test('gets what many transactions write at the same moment', async () => {
    const { seen, handle } = collector();
    const consumer = start(handle);
    await Promise.all(
      upTo(100).map(async (number) => {
        await append(number);
        consumer.wake();
      }),
    );
    await expect.poll(() => seen.length).toBe(100);
    expect([...seen].sort((a, b) => a - b)).toEqual(upTo(100));
  });

  test('does not step over an event whose transaction commits late', async () => {
    const { seen, handle } = collector();
    const consumer = start(handle);
    const late = await connection.connect('late');
    await late.query('begin');
    await late.query(`insert into events (type, actor_kind, payload) values ($1, 'system', '{"number": 1}')`, [name]);
    for (const number of [2, 3, 4]) {
      await append(number);
      consumer.wake();
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(seen).toEqual([]);
    await late.query('commit');
    await expect.poll(() => seen).toEqual([1, 2, 3, 4]);
    await late.end();
  });

  test('is told what an older transaction wrote later after what was written before it', async () => {
    const { seen, handle } = collector();
    const late = await connection.connect('late');
    await late.query('begin');
    await late.query('select pg_current_xact_id()');
    await append(1);
    await late.query(`insert into events (type, actor_kind, payload) values ($1, 'system', '{"number": 2}')`, [name]);
    start(handle);
    await late.query('commit');
    await late.end();
    await expect.poll(() => seen).toHaveLength(2);
    expect(seen).toEqual([1, 2]);
  });

  test('goes on where it stopped, also under another process', async () => {
    const [before, after] = [collector(), collector()];
    const consumer = start(before.handle);
    await append(1, 2, 3);
    consumer.wake();
    await expect.poll(() => before.seen).toEqual([1, 2, 3]);
    await consumer.stop();
    await append(4, 5);
    start(after.handle);
    await expect.poll(() => after.seen).toEqual([4, 5]);
    expect(before.seen).toEqual([1, 2, 3]);
  });

  test('that is new may begin with what happens from now on', async () => {
    await append(1, 2);
    // Transactions of other databases on this server hold up what counts as over.
    const beginning = { transactionId: '0', position: '0' };
    await expect.poll(() => readLog(connection.db, [name], beginning, 3)).toHaveLength(2);
    const { seen, handle } = collector();
    start(handle, { from: 'now' });
    await expect
      .poll(() => connection.db.selectFrom('event_consumers').select('name').where('name', '=', name).execute())
      .toHaveLength(1);
    await append(3);
    await expect.poll(() => seen).toEqual([3]);
  });
});

describe('an event that fails', () => {
  test('is tried again until it goes well; the ones behind it wait', async () => {
    const seen: number[] = [];
    let failures = 0;
    start(
      async (event) => {
        if (numberOf(event) === 2 && failures++ < 4) throw new Error('not yet');
        seen.push(numberOf(event));
      },
      { backoffMs: () => 5 },
    );
    await append(1, 2, 3);
    await expect.poll(() => seen).toEqual([1, 2, 3]);
    expect(await deadLetters()).toEqual([]);
  });

  test('and fails again each time is put aside, with the reason, and the others go on', async () => {
    const seen: number[] = [];
    const attempts: number[] = [];
    start(
      async (event) => {
        if (numberOf(event) === 2) throw new Error('never');
        seen.push(numberOf(event));
      },
      { maxAttempts: 3, backoffMs: (attempt) => attempts.push(attempt) },
    );
    await append(1, 2, 3);
    await expect.poll(() => seen).toEqual([1, 3]);
    expect(attempts).toEqual([1, 2]);
    expect(await deadLetters()).toEqual([{ error: 'Error: never', attempts: 3, type: name }]);
    const figures = (await metrics.deadLetters.get()).values;
    expect(figures.find(({ labels }) => labels.consumer === name)?.value).toBe(1);
  });

  test('does not keep the server from stopping, however long the next try is away', async () => {
    let tried = 0;
    const consumer = start(
      async () => {
        tried += 1;
        throw new Error('later');
      },
      { backoffMs: () => 3_600_000 },
    );
    await append(1);
    await expect.poll(() => tried).toBe(1);
    await consumer.stop();
    expect(await deadLetters()).toEqual([]);
    const { seen, handle } = collector();
    start(handle);
    await expect.poll(() => seen).toEqual([1]);
  });
});

describe('on several nodes', () => {
  test('only one works at a time, and another goes on when it stops', async () => {
    const [one, two] = [collector(), collector()];
    let atWork = 0;
    let most = 0;
    const alone = (handle: ConsumerDefinition['handle']) => async (event: LoggedEvent) => {
      atWork += 1;
      most = Math.max(most, atWork);
      await new Promise((resolve) => setTimeout(resolve, 1));
      await handle(event);
      atWork -= 1;
    };
    const first = start(alone(one.handle));
    await append(1);
    await expect.poll(() => one.seen).toEqual([1]);
    const second = start(alone(two.handle));
    await append(...upTo(50).slice(1));
    for (const consumer of [first, second]) consumer.wake();
    await expect.poll(() => one.seen).toEqual(upTo(50));
    await first.stop();
    await append(51);
    await expect.poll(() => two.seen).toEqual([51]);
    expect(most).toBe(1);
  });

  test('when the connection of the one that works is lost, somebody goes on, and nothing is missing', async () => {
    const handled: number[] = [];
    const handle = async (event: LoggedEvent) => void handled.push(numberOf(event));
    for (const _ of [1, 2]) start(handle);
    await append(1);
    await expect.poll(() => handled).toEqual([1]);
    for (let round = 0; round < 3; round += 1) {
      const next = 2 + round * 10;
      const numbers = upTo(10).map((number) => next + number - 1);
      await append(...numbers);
      await expect.poll(() => killConnections(connection, 'cskefu consumers')).toBeGreaterThan(0);
      await expect.poll(() => handled).toEqual(expect.arrayContaining(numbers));
    }
    // At least once each; in order, apart from what is repeated.
    expect([...new Set(handled)]).toEqual(upTo(31));
  });

  test('the ones that wait do not knock at the database each time something happens', async () => {
    const { seen, handle } = collector();
    start(handle);
    await append(1);
    await expect.poll(() => seen).toEqual([1]);
    const waiting = start(handle);
    const sessions = async () => {
      const { rows } = await connection.pool.query<{ sessions: string }>(
        'select pg_stat_clear_snapshot(), (select sessions from pg_stat_database where datname = current_database())',
      );
      return Number(rows[0]?.sessions);
    };
    const before = await sessions();
    for (let knock = 0; knock < 200; knock += 1) {
      waiting.wake();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await expect.poll(sessions).toBeGreaterThanOrEqual(before);
    expect((await sessions()) - before).toBeLessThan(20);
  });
});

describe('on one node', () => {
  const held = async () => {
    const { rows } = await connection.pool.query<{ count: number }>(
      `select count(*)::int from pg_stat_activity where application_name = 'cskefu consumers' and datname = current_database()`,
    );
    return rows[0]?.count;
  };

  test('any number of consumers takes one connection, in turn, and each works whatever becomes of the others', async () => {
    // `pg` warns of a client that is asked while it is asked already, once in a process.
    const warnings: string[] = [];
    const warned = ({ message }: Error) => void warnings.push(message);
    process.on('warning', warned);
    onTestFinished(() => void process.off('warning', warned));
    const node = openNode();
    const all = Array.from({ length: 40 }, (_, at) => {
      const { seen, handle } = collector();
      const consumer = start(handle, { node, name: `${name} of ${at}` });
      return { seen, consumer };
    });
    await append(1);
    for (const { seen } of all) await expect.poll(() => seen).toEqual([1]);
    expect(await held()).toBe(1);
    const [first, ...others] = all;
    await first?.consumer.stop();
    await append(2);
    for (const { seen } of others) await expect.poll(() => seen).toEqual([1, 2]);
    await killConnections(connection, 'cskefu consumers');
    await append(3);
    for (const { seen } of others) await expect.poll(() => [...new Set(seen)]).toEqual([1, 2, 3]);
    expect(first?.seen).toEqual([1]);
    expect(await held()).toBe(1);
    expect(warnings).toEqual([]);
  });

  test('a name is led once at a time, too: the next has it when the one before lets go', async () => {
    const node = openNode();
    const [one, two] = [collector(), collector()];
    const first = start(one.handle, { node });
    await append(1);
    await expect.poll(() => one.seen).toEqual([1]);
    start(two.handle, { node });
    await append(2);
    await expect.poll(() => one.seen).toEqual([1, 2]);
    await first.stop();
    await append(3);
    await expect.poll(() => two.seen).toEqual([3]);
    expect(one.seen).toEqual([1, 2]);
  });
});
