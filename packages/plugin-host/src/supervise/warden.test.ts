import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test, vi } from 'vitest';
import { isAlive, ticksOf } from '../testing/processes.ts';

vi.setConfig({ testTimeout: 60_000 });

const CORE = join(import.meta.dirname, '../testing/fixtures/core.ts');
/** Well within a second, unless the machine has other things to do. */
const SOON = { timeout: 15_000, interval: 10 };
const linux = process.platform === 'linux';

const started: { readonly core: ChildProcess; host: number }[] = [];
afterEach(() => {
  for (const { core, host } of started.splice(0)) {
    core.kill('SIGKILL');
    if (isAlive(host)) process.kill(host, 'SIGKILL');
  }
});

const startCore = async (...args: string[]) => {
  const core = spawn(process.execPath, [CORE, ...args], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const lines = createInterface(core.stdout)[Symbol.asyncIterator]();
  const told = async () => JSON.parse((await lines.next()).value ?? '{}') as { host: number; warden: number | null };
  const act = (name: string) => void core.stdin.write(`${name}\n`);
  const ask = () => {
    act('tell');
    return told();
  };
  const { host, warden } = await told();
  // A signal to 0 would be one to ourselves.
  if (!host || !warden || !core.pid) throw new Error('the core has not started all that it should');
  started.push({ core, host });
  const spin = async () => {
    const before = ticksOf(host);
    act('spin');
    await vi.waitFor(() => expect(ticksOf(host)).toBeGreaterThan(before + 10), { timeout: 10_000 });
  };
  const gone = (...pids: (number | null)[]) =>
    vi.waitFor(() => expect(pids.filter((pid) => pid !== null && isAlive(pid))).toEqual([]), SOON);
  return { core, group: -core.pid, host, warden, told, act, ask, spin, gone };
};

test.runIf(linux)('a host that spins goes with a core that is killed', async () => {
  const { core, host, warden, spin, gone } = await startCore();
  await spin();
  core.kill('SIGKILL');
  await gone(host, warden);
});

test.runIf(linux && process.getuid?.() === 0)('one of another user goes as well', async () => {
  const { core, host, warden, spin, gone } = await startCore('54321');
  await spin();
  core.kill('SIGKILL');
  await gone(host, warden);
});

test.runIf(linux)(
  'it goes also if the whole group of the core is killed, and after the warden was asked to end',
  async () => {
    const { group, host, warden, spin, gone } = await startCore();
    await spin();
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.kill(warden, signal);
    process.kill(group, 'SIGKILL');
    await gone(host, warden);
  },
);

test.runIf(linux)('nothing is left of a core that ends without a word', async () => {
  const { host, warden, spin, act, gone } = await startCore();
  await spin();
  act('exit');
  await gone(host, warden);
});

test.runIf(linux)('a warden that was killed is replaced, and the new one knows whom to watch', async () => {
  const { core, host, warden, spin, ask, gone } = await startCore();
  process.kill(warden, 'SIGKILL');
  const next = await vi.waitFor(async () => {
    const now = await ask();
    expect(now.warden).toEqual(expect.any(Number));
    expect(now.warden).not.toBe(warden);
    return now;
  }, SOON);
  await spin();
  core.kill('SIGKILL');
  await gone(host, next.warden);
});

test('with the last host goes the warden', async () => {
  const { core, host, warden, act, told, gone } = await startCore();
  act('kill');
  expect((await told()).warden).toBeNull();
  await gone(host, warden);
  expect(core.exitCode).toBeNull();
});

test.runIf(linux)('the warden is small, and waits without doing anything', async () => {
  const { warden } = await startCore();
  const memory = readFileSync(`/proc/${warden}/smaps_rollup`, 'utf8');
  expect(Number(/^Pss:\s+(\d+) kB/m.exec(memory)?.[1])).toBeLessThan(2_048);
  const before = ticksOf(warden);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(ticksOf(warden)).toBe(before);
});
