import { definePlugin } from '@cskefu/plugin-sdk';
import { createTestHost, type TestHost } from '@cskefu/plugin-testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPluginDoor, type TestDoor } from '../../testing/plugin-door.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let door: TestDoor;
let kit: TestHost;

beforeAll(async () => {
  desk = await startDesk();
  door = await openPluginDoor(desk, []);
  kit = await createTestHost(
    definePlugin({ id: 'test.kit', name: 'Kit', version: '1.0.0', api: '^1.0', permissions: [] }),
  );
});
afterAll(async () => {
  kit.stop();
  await door.close();
  await desk.stop();
});

test('the kit of authors offers what the desk offers, for the same permissions', () => {
  for (const [name, { permission }] of Object.entries(door.methods))
    expect([name, kit.methods[name]?.permission]).toEqual([name, permission]);
});

const id = crypto.randomUUID();
const long = 'x'.repeat(201);
test.each<[string, unknown]>([
  ['kv.get', { key: 'a' }],
  ['kv.get', { key: '' }],
  ['kv.get', { key: long }],
  ['kv.get', {}],
  ['kv.set', { key: 'a', value: { b: [1, null] }, ttlS: 60 }],
  ['kv.set', { key: 'a', value: new Date() }],
  ['kv.set', { key: 'a', value: 'x'.repeat(70_000) }],
  ['kv.compareAndSet', { key: 'a', version: 0, value: 1 }],
  ['kv.compareAndSet', { key: 'a', version: -1, value: 1 }],
  ['kv.increment', { key: 'a', by: 2 }],
  ['kv.increment', { key: 'a', by: 0.5 }],
  ['kv.list', { prefix: '', limit: 200 }],
  ['kv.list', { prefix: '', limit: 201 }],
  ['http.fetch', { url: 'https://a.example/' }],
  ['http.fetch', { url: 'nowhere' }],
  ['http.fetch', { url: 'https://a.example/', method: 'TRACE' }],
  ['http.fetch', { url: 'https://a.example/', timeoutMs: 60_001 }],
  ['http.fetch', { url: 'https://a.example/', body: 'x'.repeat(200_001) }],
  ['tokens.claim', { key: 'a' }],
  ['tokens.claim', { key: long }],
  ['tokens.claim', { key: 'a', refused: 'old' }],
  ['tokens.claim', { key: 'a', refused: '' }],
  ['conversations.get', { id }],
  ['conversations.get', { id: 'a' }],
  ['conversations.list', { state: 'waiting', limit: 100 }],
  ['conversations.list', { state: 'sleeping' }],
  ['messages.list', { conversationId: id, after: 3 }],
  ['messages.list', { conversationId: 'a' }],
  ['messages.write', { id, conversationId: id, text: 'a' }],
  ['messages.write', { id, conversationId: id, text: ' ' }],
  ['messages.write', { id, conversationId: id, text: 'x'.repeat(10_001) }],
  ['contacts.get', { id }],
  ['contacts.ofConversation', { conversationId: 'a' }],
  ['agents.list', { limit: 101 }],
  ['media.link', { fileId: 'a' }],
  ['log', { level: 'info', message: 'a', fields: { b: 1 } }],
  ['log', { level: 'loud', message: 'a' }],
])('kit and desk agree about %s with %j', (name, args) => {
  const taken = (methods: TestHost['methods'] | TestDoor['methods']) => methods[name]?.args.safeParse(args).success;
  expect(taken(door.methods)).toBeTypeOf('boolean');
  expect(taken(kit.methods)).toBe(taken(door.methods));
});
