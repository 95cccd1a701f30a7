import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttp, newId } from '@cskefu/client';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Ending, freePort, type ServerProcess, spawnServer } from './testing/server-process.ts';
import { cloneDatabase } from './testing/test-database.ts';
import { openSocket } from './testing/test-socket.ts';

let folder: string;
let data: string;
let running: ServerProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cskefu-start-'));
  chmodSync(folder, 0o755);
  data = join(folder, 'data');
  running = [];
});
afterEach(async () => {
  for (const server of running) await server.kill('SIGKILL');
  const postgres = postgresPid();
  if (postgres) kill(postgres);
  rmSync(folder, { recursive: true, force: true });
});

async function start(variables: Record<string, string> = {}): Promise<ServerProcess> {
  const own = { PATH: process.env['PATH'] ?? '', CC_WEB_PORT: String(await freePort()), CSKEFU_DATA: data };
  const server = spawnServer({ ...own, ...variables }, folder);
  running.push(server);
  return server;
}

const isRoot = process.getuid?.() === 0;
/** Where PostgreSQL lies: a folder that its own user cannot reach has a stand-in elsewhere. */
const postmaster = () => join(data, 'postgres', 'postmaster.pid');
const postgresPid = () => (existsSync(postmaster()) ? Number.parseInt(readFileSync(postmaster(), 'utf8'), 10) : null);
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
/** Ended, perhaps not yet taken note of by its parent. */
const isZombie = (pid: number) =>
  existsSync(`/proc/${pid}/status`) && readFileSync(`/proc/${pid}/status`, 'utf8').includes('(zombie)');
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
}

/** A PostgreSQL server that is there already, as far as this server knows. */
async function databaseUrl(): Promise<string> {
  const { host, user } = inject('postgres');
  return `postgres://localhost/${await cloneDatabase()}?host=${encodeURIComponent(host)}&user=${user}`;
}

/** Says something as a visitor of the demo's web channel, and answers with how to read it again. */
async function talk(address: string) {
  const session = await createHttp({ baseUrl: address }).request('POST /api/visitor/session', {
    body: { channelId: 'demo' },
  });
  const id = newId();
  const at = (base: string) =>
    createHttp({ baseUrl: base, headers: () => ({ authorization: `Bearer ${session.token}` }) });
  await at(address).request('POST /api/visitor/messages', {
    body: { id, message: { kind: 'text', text: '还在吗？' } },
  });
  return {
    token: session.token,
    storedAt: async (base: string) => {
      const [conversation] = (await at(base).request('GET /api/visitor/conversations', {})).items;
      return conversation?.lastMessage?.text;
    },
  };
}

/** One clear sentence, no stack, and 1. */
function expectSentence({ code, errors, output }: Ending, ...parts: (string | RegExp)[]): void {
  expect([code, errors.trim().split('\n').length, output.includes('is ready')]).toEqual([1, 1, false]);
  for (const part of parts) expect(errors).toMatch(part);
  expect(errors).not.toMatch(/at .*\.ts:\d+/);
}

describe('one command', { timeout: 60_000 }, () => {
  test('brings up a desk with its own database, a demo organization and both sockets, and a stop takes everything down', async () => {
    const [port, socketPort] = [await freePort(), await freePort()];
    writeFileSync(
      join(folder, '.env'),
      `CC_WEB_PORT=${port}\nCC_SOCKET_PORT=${socketPort}\nEXTRAS_LOGIN_BANNER=欢迎\n`,
    );
    const server = await start({ CC_WEB_PORT: '' });
    const address = await server.ready;
    expect(address).toBe(`http://127.0.0.1:${port}`);
    const info = await createHttp({ baseUrl: address }).request('GET /api/system');
    expect(info).toMatchObject({ loginBanner: '欢迎', demo: false });
    const me = await createHttp({ baseUrl: address }).request('POST /api/auth/sign-in', {
      body: { username: 'zhangsan', password: 'agent1234' },
    });
    expect(me).toMatchObject({ name: '张三', agent: true, orgUnit: { name: '售前坐席A组' } });
    const chief = await createHttp({ baseUrl: address }).request('POST /api/auth/sign-in', {
      body: { username: 'admin', password: 'admin1234' },
    });
    expect(chief).toMatchObject({ superAdministrator: true, passwordChangeRequired: true });

    const { token } = await talk(address);
    const sockets = await Promise.all([port, socketPort].map((one) => openSocket(one, { token })));
    expect((await fetch(`http://127.0.0.1:${socketPort}/healthz`)).status).toBe(426);
    const postgres = postgresPid() ?? 0;
    expect(isAlive(postgres)).toBe(true);

    const begin = performance.now();
    const ending = await server.kill('SIGTERM');
    expect([ending.code, ending.errors]).toEqual([0, '']);
    expect(performance.now() - begin).toBeLessThan(10_000);
    for (const socket of sockets) {
      expect(socket.frames.find((frame) => frame.type === 'bye')).toMatchObject({ reason: 'draining' });
      expect(await socket.closed).toBe(4000);
    }
    expect(existsSync(postmaster())).toBe(false);
    expect(isAlive(postgres)).toBe(false);
    expect(existsSync(join(data, 'server.pid'))).toBe(false);
  });

  test('after everything was killed the next start recovers by itself, with every word', async () => {
    const server = await start();
    const address = await server.ready;
    const { storedAt } = await talk(address);
    kill(server.child.pid ?? 0);
    kill(postgresPid() ?? 0);
    await server.ended;
    const again = await start();
    expect(await storedAt(await again.ready)).toBe('还在吗？');

    // Only the server this time: its database lives on, and is found.
    const postgres = postgresPid();
    await again.kill('SIGKILL');
    const third = await start();
    expect(await storedAt(await third.ready)).toBe('还在吗？');
    expect(postgresPid()).toBe(postgres);
    expect((await third.kill('SIGINT')).code).toBe(0);
    expect(existsSync(postmaster())).toBe(false);
  });

  test('a database that dies under a running server is started again', async () => {
    const server = await start();
    const address = await server.ready;
    const { storedAt } = await talk(address);
    const first = postgresPid() ?? 0;
    kill(first);
    await expect.poll(() => storedAt(address).catch(() => null), { timeout: 30_000 }).toBe('还在吗？');
    expect(postgresPid()).not.toBe(first);
    expect((await server.kill('SIGTERM')).code).toBe(0);
  });

  test('a stop in the middle of the start leaves nothing running', async () => {
    const server = await start();
    await expect.poll(postgresPid, { timeout: 30_000 }).not.toBeNull();
    const postgres = postgresPid() ?? 0;
    expect(await server.kill('SIGTERM')).toMatchObject({ code: 0, errors: '' });
    expect(existsSync(postmaster())).toBe(false);
    expect(isAlive(postgres)).toBe(false);
    expect(existsSync(join(data, 'server.pid'))).toBe(false);
  });

  test('uses a PostgreSQL server that is there', async () => {
    const server = await start({ DATABASE_URL: await databaseUrl() });
    const address = await server.ready;
    const { storedAt } = await talk(address);
    expect(await storedAt(address)).toBe('还在吗？');
    expect(existsSync(join(data, 'postgres'))).toBe(false);
    expect((await server.kill('SIGTERM')).code).toBe(0);
  });
});

describe('what cannot work is said in one sentence, with exit code 1', { timeout: 60_000 }, () => {
  test('a variable that does not fit is named', async () => {
    expectSentence(await (await start({ LOG_LEVEL: 'loud', MAX_FILE_MB: 'many' })).ended, 'LOG_LEVEL', 'MAX_FILE_MB');
  });

  test('a data folder that is a file, or that may not be written to', async () => {
    writeFileSync(data, 'not a folder');
    expectSentence(await (await start()).ended, data, /CSKEFU_DATA/);
    if (isRoot) return;
    rmSync(data);
    mkdirSync(data, { mode: 0o500 });
    expectSentence(await (await start()).ended, data, 'EACCES');
  });

  test('a database that cannot be reached', async () => {
    const port = await freePort();
    const ending = await (await start({ DATABASE_URL: `postgres://desk:very-secret@127.0.0.1:${port}/desk` })).ended;
    expectSentence(ending, `127.0.0.1:${port}`, 'DATABASE_URL');
    expect(ending.errors + ending.output).not.toContain('very-secret');
  });

  test('a database that does not exist', async () => {
    const url = new URL(await databaseUrl());
    url.pathname = '/nothing_here';
    expectSentence(await (await start({ DATABASE_URL: url.href })).ended, 'nothing_here');
  });

  test('a port in use, of the pages or of the sockets; a data folder in use', async () => {
    const server = await start({ DATABASE_URL: await databaseUrl() });
    const address = await server.ready;
    const { port } = new URL(address);
    const elsewhere = { DATABASE_URL: await databaseUrl(), CSKEFU_DATA: join(folder, 'elsewhere') };
    expectSentence(await (await start({ ...elsewhere, CC_WEB_PORT: port })).ended, port, 'in use', 'CC_WEB_PORT');
    const taken = createServer();
    const socketPort = await freePort();
    await new Promise<void>((resolve) => taken.listen(socketPort, '127.0.0.1', resolve));
    expectSentence(
      await (await start({ ...elsewhere, CC_SOCKET_PORT: String(socketPort) })).ended,
      String(socketPort),
      'CC_SOCKET_PORT',
    );
    taken.close();
    expectSentence(await (await start()).ended, data, 'in use', String(server.child.pid));
    // None of them disturbed the one that runs.
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    expect((await server.kill('SIGTERM')).code).toBe(0);
  });

  test('a NATS server that cannot be reached', async () => {
    const url = `nats://127.0.0.1:${await freePort()}`;
    expectSentence(await (await start({ DATABASE_URL: await databaseUrl(), NATS_URL: url })).ended, url, 'NATS_URL');
  });
});
