import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { writeAnswering } from '../testing/write-plugin.ts';
import type { Call } from '../wire/frame.ts';
import type { EndedHost } from './ended-host.ts';
import { type HostOptions, type HostProcess, startHostProcess } from './host-process.ts';

const ID = 'test.troubled';
const fixtures = join(import.meta.dirname, '../testing/fixtures');
const MB = 1024 * 1024;

// Children are started, and some are given time to misbehave.
vi.setConfig({ testTimeout: 60_000 });

const started: HostProcess[] = [];
afterEach(() => {
  for (const host of started.splice(0)) host.kill();
});

const start = async (options: Partial<HostOptions> = {}) => {
  const ended = vi.fn<(ended: EndedHost) => void>();
  const asked: Call[] = [];
  const lines: string[] = [];
  const host = await startHostProcess({
    plugins: [{ id: ID, entry: join(fixtures, 'troubled.ts') }],
    readable: [fixtures],
    maxRssBytes: 192 * MB,
    serve: (call) => {
      asked.push(call);
    },
    onOutput: (line) => lines.push(line),
    onEnd: ended,
    ...options,
  });
  started.push(host);
  const job = (name: string, deadlineMs = 1_000) => host.call(ID, 'job', { name }, { deadlineMs });
  const option = (name: string) => host.call(ID, 'options', { name }, { deadlineMs: 5_000 });
  const end = () => vi.waitFor(() => expect(ended).toHaveBeenCalled(), 10_000).then(() => ended.mock.calls[0]?.[0]);
  return { host, job, option, end, asked, lines, ended };
};

test('a plugin answers, and its mistakes are errors of the call alone', async () => {
  const { job, ended } = await start();
  await expect(job('echo')).resolves.toBeUndefined();
  await expect(job('throw')).rejects.toMatchObject({ code: 'thrown', message: 'a mistake' });
  await expect(job('nothing')).rejects.toMatchObject({ code: 'unknown_method' });
  await expect(job('never', 50)).rejects.toMatchObject({ code: 'deadline' });
  await expect(job('echo')).resolves.toBeUndefined();
  expect(ended).not.toHaveBeenCalled();
});

test('it can reach neither files nor network, environment, processes or the signals of the core', async () => {
  const { option } = await start();
  expect(await option('doors')).toEqual({
    environment: '',
    readFile: 'ERR_ACCESS_DENIED',
    writeFile: 'ERR_ACCESS_DENIED',
    sqlite: 'ERR_UNKNOWN_BUILTIN_MODULE',
    connect: 'ERR_ACCESS_DENIED',
    listen: 'ERR_ACCESS_DENIED',
    fetch: expect.stringMatching(/ERR_ACCESS_DENIED|fetch failed/),
    run: 'ERR_ACCESS_DENIED',
    worker: 'ERR_ACCESS_DENIED',
    signal: 'not for plugins',
    code: expect.stringContaining('Code generation from strings disallowed'),
  });
});

test('an answer that is not plain data or is too large is an error of that call', async () => {
  const { option, job } = await start();
  await expect(option('garbage')).rejects.toMatchObject({ code: 'not_plain' });
  await expect(option('large')).rejects.toMatchObject({ code: 'too_large' });
  await expect(job('echo')).resolves.toBeUndefined();
});

test('one that loops is ended, and named', async () => {
  const { job, end } = await start();
  await expect(job('spin', 200)).rejects.toMatchObject({ code: 'deadline' });
  const spinning = job('spin', 30_000);
  spinning.catch(() => undefined);
  expect(await end()).toMatchObject({ reason: 'hung', suspects: [ID] });
  await expect(spinning).rejects.toMatchObject({ code: 'gone' });
});

test.each([
  ['exit', 'exited'],
  ['closeDescriptors', 'exited'],
  // What only collects garbage any more may miss its heartbeats before it has died of it.
  ['heap', expect.stringMatching(/^(out_of_memory|hung)$/)],
  ['offHeap', 'out_of_memory'],
] as const)('after %s the host has ended as %s, and the plugin is named', async (name, reason) => {
  const { job, end } = await start();
  await expect(job(name, 20_000)).rejects.toMatchObject({ code: 'gone' });
  expect(await end()).toMatchObject({ reason, suspects: [ID] });
});

test('an error that nobody caught ends the host, and its stack names the plugin', async () => {
  const { job, end } = await start();
  await job('throwLater');
  expect(await end()).toMatchObject({
    reason: 'exited',
    suspects: [ID],
    lastWords: expect.stringContaining('troubled.ts'),
  });
});

test('one that floods the core with calls is ended', async () => {
  // As few as it reaches, giving way to everybody, on a machine that has much to do.
  const { job, end } = await start({ maxCallsPerSecond: 500 });
  await expect(job('flood', 20_000)).rejects.toMatchObject({ code: 'gone' });
  expect(await end()).toMatchObject({ reason: 'flooded', suspects: [ID] });
});

test('who was waited for is known also when it ends while it is asked whether it lives', async () => {
  const { host, job, end } = await start();
  const working = expect(job('spin', 20_000)).rejects.toMatchObject({ code: 'gone' });
  // Asked after one second, and given one to answer.
  await new Promise((resolve) => setTimeout(resolve, 1_400));
  process.kill(host.pid, 'SIGKILL');
  await working;
  expect(await end()).toMatchObject({ reason: 'exited', suspects: [ID] });
});

test('one that prints in a loop costs the desk little, and ends when what it has not got rid of fills its memory', async () => {
  const { job, lines, end } = await start();
  await expect(job('print', 30_000)).rejects.toMatchObject({ code: 'gone' });
  expect(await end()).toMatchObject({ reason: 'out_of_memory', suspects: [ID] });
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('').length).toBeLessThan(MB);
});

test('it gives way to everybody else, also where processes are grouped by session', async () => {
  const { host } = await start();
  expect(getPriority(host.pid)).toBe(10);
  const tasks = `/proc/${host.pid}/task`;
  if (existsSync(tasks)) expect(readdirSync(tasks).filter((thread) => getPriority(Number(thread)) !== 10)).toEqual([]);
  const group = `/proc/${host.pid}/autogroup`;
  if (existsSync(group)) expect(readFileSync(group, 'utf8')).toMatch(/nice 10$/m);
});

const OTHER = { uid: 54_321, gid: 54_322 };
const canBeOther = process.getuid?.() === 0 && existsSync('/proc/self/status');

test.runIf(canBeOther)('root runs it as another user, for good and without rights, and still rules it', async () => {
  const plugin = writeAnswering('test.other');
  chmodSync(dirname(plugin.folder), 0o755);
  const { host, end } = await start({ plugins: [plugin], readable: [plugin.folder], user: OTHER });
  expect(await host.call('test.other', 'options', { name: 'who' }, { deadlineMs: 5_000 })).toMatchObject({
    pid: host.pid,
  });
  const status = readFileSync(`/proc/${host.pid}/status`, 'utf8');
  expect(status).toMatch(/^Uid:\t54321\t54321\t54321\t54321$/m);
  expect(status).toMatch(/^Gid:\t54322\t54322\t54322\t54322$/m);
  expect(status).toMatch(/^Groups:\s*$/m);
  expect(status).toMatch(/^CapEff:\t0+$/m);
  expect(getPriority(host.pid)).toBe(10);
  host.kill();
  expect(await end()).toMatchObject({ reason: 'stopped' });
});

test.runIf(canBeOther)(
  'a process with the rights of such a host can neither signal the core nor change its files',
  () => {
    const { entry, folder } = writeAnswering('test.other');
    chmodSync(dirname(folder), 0o755);
    const attempt = (script: string) => spawnSync('/bin/sh', ['-c', script], { ...OTHER, cwd: '/' }).status;
    expect(attempt(`cat ${entry}`)).toBe(0);
    expect(attempt(`echo >> ${entry}`)).not.toBe(0);
    for (const signal of [0, 'TERM', 'KILL']) expect(attempt(`kill -s ${signal} ${process.pid}`)).not.toBe(0);
  },
);

test.runIf(canBeOther)('one that cannot become that user is not started', async () => {
  const { entry, folder } = writeAnswering('test.other');
  chmodSync(dirname(folder), 0o755);
  const plugins = [{ id: 'test.other', entry }];
  await expect(start({ plugins, readable: [folder], user: { uid: -5, gid: 1 } })).rejects.toThrow('out of range');
});

test('one that ignores signals goes all the same', async () => {
  const { host, job, end } = await start();
  await job('ignoreSignals');
  host.kill();
  expect(await end()).toMatchObject({ reason: 'stopped', suspects: [] });
});

test('what is not the plugin it should be is not started', async () => {
  const entry = join(fixtures, 'troubled.ts');
  await expect(start({ plugins: [{ id: 'test.other', entry }] })).rejects.toMatchObject({
    message: expect.stringContaining('is not the plugin test.other'),
  });
});
