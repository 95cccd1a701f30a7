import { afterEach, expect, test, vi } from 'vitest';
import { isAlive } from '../testing/processes.ts';
import { writeAnswering, writePlugin } from '../testing/write-plugin.ts';
import { createSupervisor, type Supervisor, type SupervisorOptions } from './supervisor.ts';

vi.setConfig({ testTimeout: 60_000 });

const running: Supervisor[] = [];
afterEach(() => {
  for (const supervisor of running.splice(0)) supervisor.stop();
});

const create = (options: Partial<SupervisorOptions> = {}) => {
  const supervisor = createSupervisor({ serve: () => null, onState: () => {}, onOutput: () => {}, ...options });
  running.push(supervisor);
  const who = (plugin: string, deadlineMs = 2_000) =>
    supervisor.call(plugin, 'options', { name: 'who' }, { deadlineMs }) as Promise<{
      version: string;
      pid: number;
      config: unknown;
    }>;
  const job = (plugin: string, name: string, deadlineMs = 2_000) =>
    supervisor.call(plugin, 'job', { name }, { deadlineMs });
  return { ...supervisor, who, job };
};

const missed = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );

const EXIT = 'jobs: { exit: { handler: () => process.exit(9) } }';
const SPIN = 'jobs: { spin: { handler: () => { for (;;); } } }';
const answersAgain = { timeout: 10_000, interval: 20 };

test('plugins share a process, unless they ask for one of their own', async () => {
  const { apply, who } = create();
  await apply([
    writeAnswering('a.one'),
    writeAnswering('a.two'),
    writeAnswering('a.three', '1.0.0', '', { runtime: 'isolated' }),
  ]);
  const [one, two, three] = await Promise.all([who('a.one'), who('a.two'), who('a.three')]);
  expect(two.pid).toBe(one.pid);
  expect(three.pid).not.toBe(one.pid);
});

test('nothing wanted, no process', async () => {
  const { apply, states, who } = create();
  await apply([]);
  expect(states().size).toBe(0);
  await expect(who('a.one')).rejects.toMatchObject({ code: 'gone' });
});

test('upgrading back and forth under load fails no call', async () => {
  const { apply, who, states } = create();
  const first = writeAnswering('a.one', '1.0.0');
  const second = writeAnswering('a.one', '2.0.0');
  await apply([first]);
  const seen = new Set<string>();
  let calls = 0;
  let upgrading = true;
  const load = async () => {
    while (upgrading) {
      seen.add((await who('a.one')).version);
      calls++;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const loads = Promise.all([load(), load(), load(), load()]);
  for (const version of [second, first, second]) await apply([version]);
  upgrading = false;
  await loads;
  expect(calls).toBeGreaterThan(10);
  expect([...seen].sort()).toEqual(['1.0.0', '2.0.0']);
  expect((await who('a.one')).version).toBe('2.0.0');
  expect(states().get('a.one')).toMatchObject({ phase: 'ready', running: '2.0.0', restarts: 0 });
});

test('other settings start the plugin anew with them', async () => {
  const { apply, who } = create();
  const plugin = writeAnswering('a.one');
  await apply([{ ...plugin, config: { colour: 'red' } }]);
  expect((await who('a.one')).config).toEqual({ colour: 'red' });
  await apply([{ ...plugin, config: { colour: 'blue' } }]);
  expect((await who('a.one')).config).toEqual({ colour: 'blue' });
});

test('a version that does not activate is refused, and the old one goes on', async () => {
  const { apply, who, states } = create();
  await apply([writeAnswering('a.one'), writeAnswering('a.two')]);
  await apply([
    writeAnswering('a.one', '2.0.0', `activate: () => { throw new Error('no key'); }`),
    writeAnswering('a.two', '2.0.0'),
  ]);
  expect((await who('a.one')).version).toBe('1.0.0');
  expect((await who('a.two')).version).toBe('2.0.0');
  expect(states().get('a.one')).toMatchObject({ running: '1.0.0', refusal: expect.stringContaining('no key') });
});

test('what was only late is tried again, for the machine may have been busy', async () => {
  let asked = 0;
  const { apply, who, states } = create({
    // The first time nobody answers; the next time it is quick.
    serve: ({ method }) => (method === 'kv.get' && ++asked === 1 ? new Promise(() => {}) : null),
    startAgainMs: [10],
  });
  await apply([writeAnswering('a.slow', '1.0.0', `activate: ({ kv }) => kv.get('ready')`)]);
  expect(states().get('a.slow')).toMatchObject({ phase: 'refused', refusal: 'activate did not end within 5 s' });
  await expect.poll(() => states().get('a.slow')?.phase, answersAgain).toBe('ready');
  expect(states().get('a.slow')).toMatchObject({ refusal: null, restarts: 0 });
  expect((await who('a.slow')).version).toBe('1.0.0');
});

test('a first version that cannot even be read is refused with the reason', async () => {
  const { apply, who, states } = create();
  await apply([writePlugin('a.broken', '}}'), writeAnswering('a.two')]);
  expect(states().get('a.broken')).toMatchObject({
    phase: 'refused',
    running: null,
    refusal: expect.stringContaining('Unexpected token'),
  });
  expect((await who('a.two')).version).toBe('1.0.0');
});

test.each([
  ['exits', EXIT, 'exit', 'exited'],
  ['loops', SPIN, 'spin', 'hung'],
])('one that %s is put apart; its neighbour answers again within five seconds', async (_, harm, name, reason) => {
  const { apply, who, job, states } = create();
  await apply([writeAnswering('a.bad', '1.0.0', harm), writeAnswering('a.good')]);
  const before = await who('a.good');
  const harmful = job('a.bad', name, 20_000).catch((error: { code: string }) => error.code);
  expect(await harmful).toBe('gone');
  const since = performance.now();
  await vi.waitFor(() => who('a.good', 500), answersAgain);
  await vi.waitFor(() => who('a.bad', 500), answersAgain);
  expect(performance.now() - since).toBeLessThan(10_000);
  const [good, bad] = [await who('a.good'), await who('a.bad')];
  expect(good.pid).not.toBe(before.pid);
  expect(bad.pid).not.toBe(good.pid);
  expect(states().get('a.bad')).toMatchObject({ phase: 'degraded', isolated: true, lastEnd: { reason } });
  expect(states().get('a.good')).toMatchObject({ phase: 'ready', isolated: false, lastEnd: null });
});

test('after three crashes it rests until somebody starts it again', async () => {
  const { apply, who, job, states, restart } = create();
  await apply([writeAnswering('a.bad', '1.0.0', EXIT)]);
  for (let crash = 1; crash <= 3; crash++) {
    await vi.waitFor(() => who('a.bad', 500), answersAgain);
    await job('a.bad', 'exit').catch(() => undefined);
    await vi.waitFor(() => expect(states().get('a.bad')?.restarts).toBe(crash), answersAgain);
  }
  expect(states().get('a.bad')).toMatchObject({ phase: 'crash_loop', running: null });
  await expect(who('a.bad')).rejects.toMatchObject({ code: 'gone' });
  await restart('a.bad');
  expect((await who('a.bad')).version).toBe('1.0.0');
});

test('one that rests after its crashes runs when another version of it comes', async () => {
  const { apply, who, job, states } = create();
  await apply([writeAnswering('a.bad', '1.0.0', EXIT)]);
  for (let crash = 1; crash <= 3; crash++) {
    await vi.waitFor(() => who('a.bad', 500), answersAgain);
    await job('a.bad', 'exit').catch(() => undefined);
    await vi.waitFor(() => expect(states().get('a.bad')?.restarts).toBe(crash), answersAgain);
  }
  expect(states().get('a.bad')?.phase).toBe('crash_loop');
  await apply([writeAnswering('a.bad', '1.0.1')]);
  expect((await who('a.bad')).version).toBe('1.0.1');
});

test('one that never answers costs a few deadlines, and then nothing', async () => {
  const { apply, job } = create();
  await apply([writeAnswering('a.slow', '1.0.0', 'jobs: { never: { handler: () => new Promise(() => {}) } }')]);
  const codes: string[] = [];
  for (let call = 0; call < 20; call++) codes.push(await missed(job('a.slow', 'never', 20)));
  expect(codes.filter((code) => code === 'deadline')).toHaveLength(5);
  expect(codes.filter((code) => code === 'overloaded')).toHaveLength(15);
});

test('what was loaded beforehand is only switched to, and goes if it is not wanted after all', async () => {
  const pids = new Map<string, number>();
  const { apply, warmUp, who } = create({
    onOutput: (line) => {
      const [, version = '', pid] = /^(\S+) is loaded by (\d+)$/.exec(line) ?? [];
      if (pid) pids.set(version, Number(pid));
    },
  });
  const told = (version: string) =>
    writeAnswering('a.one', version, `told: console.log('${version} is loaded by ' + process.pid)`);
  const neighbour = writeAnswering('a.two');
  const next = [told('2.0.0'), neighbour];
  await apply([told('1.0.0'), neighbour]);
  await warmUp(next);
  expect(await who('a.one')).toMatchObject({ version: '1.0.0' });
  await apply(next);
  const [one, two] = [await who('a.one'), await who('a.two')];
  expect(one).toMatchObject({ version: '2.0.0', pid: two.pid });
  await expect.poll(() => pids.get('2.0.0'), answersAgain).toBe(one.pid);
  await warmUp([told('3.0.0'), neighbour]);
  await expect.poll(() => pids.has('3.0.0'), answersAgain).toBe(true);
  await warmUp([]);
  await expect.poll(() => isAlive(pids.get('3.0.0') ?? 0), answersAgain).toBe(false);
  expect((await who('a.one')).pid).toBe(one.pid);
});

test('what is not wanted any more is gone', async () => {
  const { apply, who, states } = create();
  await apply([writeAnswering('a.one'), writeAnswering('a.two')]);
  await apply([writeAnswering('a.two')]);
  await expect(who('a.one')).rejects.toMatchObject({ code: 'gone' });
  expect([...states().keys()]).toEqual(['a.two']);
});

test('one that runs is started anew when it is asked for, and no call fails', async () => {
  const { apply, who, restart, states } = create();
  await apply([writeAnswering('a.one'), writeAnswering('a.two')]);
  const before = await who('a.one');
  let going = true;
  const calls = (async () => {
    while (going) await who('a.two');
  })();
  await restart('a.one');
  expect((await who('a.one')).pid).not.toBe(before.pid);
  going = false;
  await calls;
  expect(states().get('a.one')).toMatchObject({ phase: 'ready', restarts: 0 });
});
