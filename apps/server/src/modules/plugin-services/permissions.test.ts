import { newId } from '@cskefu/client';
import { createSupervisor, type Supervisor } from '@cskefu/plugin-host';
import { type PluginPermission, pluginPermissionNames } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writePlugin } from '../../../../../packages/plugin-host/src/testing/write-plugin.ts';
import { type OutsideServer, startOutsideServer } from '../../testing/outside-server.ts';
import { asker, openPluginDoor, type TestDoor } from '../../testing/plugin-door.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';
import { upload } from '../../testing/upload.ts';

const GRANTED = 'test.granted';
let desk: TestDesk;
let door: TestDoor;
let outside: OutsideServer;
/** By method: arguments that are right in every respect, and some that are wrong. */
let samples: Record<string, { right: object; wrong: readonly unknown[] }>;

/** One that may do everything except that. */
const without = (permission: PluginPermission) => `test.without-${permission.replace(':', '-')}`;

beforeAll(async () => {
  desk = await startDesk();
  outside = await startOutsideServer();
  const { host, url } = outside;
  const lacking = pluginPermissionNames.map((permission) =>
    asker(
      without(permission),
      pluginPermissionNames.filter((name) => name !== permission),
      ['*'],
    ),
  );
  door = await openPluginDoor(desk, [asker(GRANTED, pluginPermissionNames, [host]), ...lacking], {
    privateHosts: [host],
  });

  const visitor = await desk.buildVisitor();
  const file = await upload(desk, await desk.buildAgent(), 'a.txt', Buffer.from('words'));
  const { conversationId } = await visitor.http.request('POST /api/visitor/messages', {
    body: { id: newId(), message: { kind: 'text', text: '在吗' } },
  });
  await desk.db.updateTable('files').set({ conversation_id: conversationId }).where('id', '=', file.id).execute();
  const claim = (await door.ask(GRANTED, 'tokens.claim', { key: 'kept' })) as { lease: string };
  const token = { key: 'kept', lease: claim.lease };
  const large = 'x'.repeat(70_000);
  const request = { url: `${url}/a.txt` };
  const noRequests = [
    {},
    { url: 'nowhere' },
    { ...request, method: 'CONNECT' },
    { ...request, timeoutMs: 600_000 },
    { ...request, headers: { host: 'other.example.com' } },
    { ...request, headers: { 'x-a': 'b\r\nc: d' } },
    { ...request, body: large.repeat(3) },
    { url: `http://me:secret@${host}/` },
  ];
  samples = {
    log: { right: { level: 'info', message: 'said' }, wrong: [{}, { level: 'fatal', message: 'x' }, 'text'] },
    'kv.get': { right: { key: 'a' }, wrong: [{}, { key: '' }, { key: 'x'.repeat(201) }, { key: 7 }] },
    'kv.set': {
      right: { key: 'a', value: { b: [1, '二'] }, ttlS: 60 },
      wrong: [{ key: 'a' }, { key: 'a', value: large }, { key: 'a', value: 1n }, { key: 'a', value: 1, ttlS: 0 }],
    },
    'kv.compareAndSet': { right: { key: 'c', version: 0, value: 1 }, wrong: [{ key: 'c', version: -1, value: 1 }] },
    'kv.increment': {
      right: { key: 'n', by: 2 },
      wrong: [
        { key: 'n', by: 0.5 },
        { key: 'n', by: 1e300 },
      ],
    },
    'kv.delete': { right: { key: 'a' }, wrong: [{}] },
    'kv.list': { right: { prefix: '', limit: 10 }, wrong: [{}, { prefix: '', limit: 100_000 }] },
    'tokens.claim': { right: { key: 'other' }, wrong: [{}, { key: '' }] },
    'tokens.keep': {
      right: { ...token, value: 'secret', expiresInS: 7_200 },
      wrong: [
        { ...token, value: 'secret' },
        { ...token, value: large, expiresInS: 1 },
      ],
    },
    'tokens.release': { right: token, wrong: [{ key: 'kept' }, { key: 'kept', lease: 'mine' }] },
    'http.fetch': { right: request, wrong: noRequests },
    'conversations.get': { right: { id: conversationId }, wrong: [{}, { id: 'one' }] },
    'conversations.list': {
      right: { state: 'waiting', limit: 10 },
      wrong: [{ limit: 101 }, { cursor: 'x' }, { state: 'lost' }],
    },
    'messages.list': { right: { conversationId }, wrong: [{}, { conversationId, after: -1 }] },
    'messages.write': {
      right: { id: newId(), conversationId, text: '您好' },
      wrong: [
        { id: newId(), conversationId, text: ' ' },
        { id: '1', conversationId, text: 'x' },
        { id: newId(), conversationId, text: large },
      ],
    },
    'contacts.ofConversation': { right: { conversationId }, wrong: [{}] },
    'contacts.get': { right: { id: newId() }, wrong: [{ id: 7 }] },
    'agents.list': { right: {}, wrong: [{ limit: 0 }, { cursor: 'x' }] },
    'media.link': { right: { fileId: file.id }, wrong: [{}] },
    'media.fetch': { right: { ...request, name: 'b.txt' }, wrong: [...noRequests, { ...request, name: large }] },
  };
}, 120_000);

afterAll(async () => {
  await door.close();
  await outside.close();
  await desk.stop();
});

// The names are known before the desk is there; the first test looks that they are all.
const names = [
  ...['log', 'kv.get', 'kv.set', 'kv.compareAndSet', 'kv.increment', 'kv.delete', 'kv.list', 'tokens.claim'],
  ...['tokens.keep', 'tokens.release', 'http.fetch', 'conversations.get', 'conversations.list', 'messages.list'],
  ...['messages.write', 'contacts.ofConversation', 'contacts.get', 'agents.list', 'media.link', 'media.fetch'],
];

const sampleOf = (name: string) => {
  const sample = samples[name];
  if (!sample) throw new Error(`no sample of ${name}`);
  return sample;
};

test('every method of the table is tried here', () => {
  expect(Object.keys(door.methods).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  test('with the permission it works', async () => {
    await expect(door.ask(GRANTED, name, sampleOf(name).right)).resolves.not.toThrow();
  });

  test('with every permission but this one it is forbidden', async () => {
    const permission = door.methods[name]?.permission;
    if (!permission) return;
    await expect(door.ask(without(permission), name, sampleOf(name).right)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('to whoever is not installed, it is forbidden or empty', async () => {
    const asked = door.ask('test.unknown', name, sampleOf(name).right);
    if (door.methods[name]?.permission) await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
    else await asked;
  });

  test('wrong arguments are refused', async () => {
    for (const wrong of [...sampleOf(name).wrong, 'text', [], 7])
      await expect(door.ask(GRANTED, name, wrong), shown(wrong)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

const shown = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)).slice(0, 100);

const denied = (times: number) => new Array(times).fill('ERR_ACCESS_DENIED');

const DOORS = `
  http: { 'POST /ask': { auth: 'public', handler: async ({ body }, context) => {
    const { path, args } = JSON.parse(new TextDecoder().decode(body));
    const method = path.split('.').reduce((at, name) => at[name], context);
    try {
      return { body: JSON.stringify({ value: (await method(...args)) ?? null }) };
    } catch (error) {
      return { body: JSON.stringify({ code: error.code }) };
    }
  } } }`;

/** What a plugin gets that runs in a process of its own: everything over the wire, both ways. */
describe('from a child process', () => {
  let supervisor: Supervisor;
  const ids = [GRANTED, without('storage'), without('net'), without('messages:write')];

  beforeAll(async () => {
    supervisor = createSupervisor({ serve: door.serve, onState: () => {}, onOutput: () => {} });
    await supervisor.apply(ids.map((id) => writePlugin(id, DOORS)));
  }, 60_000);
  afterAll(() => supervisor.stop());

  const ask = async (id: string, path: string, ...args: unknown[]) => {
    const request = { body: Buffer.from(JSON.stringify({ path, args })) };
    const options = { deadlineMs: 10_000 };
    const answer = await supervisor.call(id, 'http', { route: 'POST /ask', request }, options);
    return JSON.parse((answer as { body: string }).body) as { value?: unknown; code?: string };
  };

  test('what is granted works', async () => {
    await ask(GRANTED, 'kv.set', 'child', { at: '这里' });
    expect((await ask(GRANTED, 'kv.get', 'child')).value).toMatchObject({ value: { at: '这里' } });
    expect(await ask(GRANTED, 'http.fetch', { url: outside.url })).toMatchObject({ value: { status: 200 } });
    const { right } = sampleOf('messages.write');
    expect(await ask(GRANTED, 'messages.write', { ...right, id: newId() })).toEqual({ value: null });
  });

  test('what is not granted is refused', async () => {
    expect(await ask(without('storage'), 'kv.get', 'child')).toEqual({ code: 'forbidden' });
    expect(await ask(without('net'), 'http.fetch', { url: outside.url })).toEqual({ code: 'forbidden' });
    expect(await ask(without('net'), 'media.fetch', { url: outside.url })).toEqual({ code: 'forbidden' });
    expect(await ask(without('messages:write'), 'messages.write', sampleOf('messages.write').right)).toEqual({
      code: 'forbidden',
    });
  });

  test('there is no other way out: not the files of the desk, its environment or its ports', async () => {
    const prober = writePlugin(
      'test.prober',
      `options: { doors: async () => {
        const found = [];
        const attempt = async (what) => { try { found.push(await what()); } catch (error) { found.push(error.code ?? error.message); } };
        await attempt(async () => (await import('node:fs')).readFileSync(${JSON.stringify(import.meta.filename)}, 'utf8'));
        await attempt(async () => (await import('node:fs')).readdirSync(${JSON.stringify(desk.folder)}));
        await attempt(async () => Object.keys(process.env).length);
        await attempt(() => new Promise((resolve, reject) =>
          import('node:net').then(({ connect }) => connect(${desk.port}, '127.0.0.1', resolve).on('error', reject))));
        await attempt(() => fetch('${outside.url}').then(({ status }) => status, (error) => error.cause?.code ?? error.message));
        return found;
      } }`,
      { runtime: 'isolated' },
    );
    await supervisor.apply([...ids.map((id) => writePlugin(id, DOORS)), prober]);
    const found = await supervisor.call(prober.id, 'options', { name: 'doors' }, { deadlineMs: 10_000 });
    expect(found).toEqual([...denied(2), 0, ...denied(2)]);
  });

  test('a plugin sees its own data only, whatever it says', async () => {
    await ask(GRANTED, 'kv.set', 'mine', 1);
    expect(await ask(without('net'), 'kv.get', 'mine')).toEqual({ value: null });
  });
});
