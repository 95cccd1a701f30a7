import { newId } from '@cskefu/client';
import type { PluginPermission } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asker, openPluginDoor, type TestDoor } from '../../testing/plugin-door.ts';
import { startDesk, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';
import { pluginAuthorId } from '../plugins/index.ts';

const ALL = 'test.all';
const PART = 'test.part';
const NAMED = 'test.named';
let desk: TestDesk;
let door: TestDoor;
let other: { id: number };

beforeAll(async () => {
  desk = await startDesk();
  other = await desk.buildSkillGroup('售后坐席B组');
  await desk.buildChannel('shop', other.id);
  const permissions: PluginPermission[] = [
    'conversations:read',
    'messages:read',
    'messages:write',
    'contacts:read',
    'agents:read',
    'media:read',
  ];
  const plain = asker(NAMED, permissions);
  const named = {
    ...plain,
    manifest: { ...plain.manifest, name: '%name%' },
    catalogs: { 'zh-CN': { name: '夜班小助手' }, en: { name: 'Night Clerk' } },
  };
  door = await openPluginDoor(desk, [asker(ALL, permissions), asker(PART, permissions, [], other.id), named]);
});
afterAll(async () => {
  await door.close();
  await desk.stop();
});

const says = async (visitor: TestVisitor, text: string) => {
  const body = { id: newId(), message: { kind: 'text', text } } as const;
  return (await visitor.http.request('POST /api/visitor/messages', { body })).conversationId;
};
const messagesOf = async (conversationId: string) =>
  (await door.ask(ALL, 'messages.list', { conversationId })) as {
    items: { seq: number; text: string; author: object }[];
    nextCursor: string | null;
  };

test('a plugin writes in its own name, once for each id, and everybody sees it', async () => {
  const agent = await desk.buildAgent();
  const visitor = await desk.buildVisitor();
  const screen = await visitor.connect();
  const conversationId = await says(visitor, '有货吗？');
  const message = { id: newId(), conversationId, text: '有的。' };
  await door.ask(ALL, 'messages.write', message);
  await door.ask(ALL, 'messages.write', message);
  await expect(door.ask(PART, 'messages.write', message)).rejects.toMatchObject({ code: 'not_found' });
  const { items } = await messagesOf(conversationId);
  expect(items.map(({ text }) => text)).toEqual(['有货吗？', '有的。']);
  const author = { kind: 'bot', id: pluginAuthorId(ALL), name: `Plugin ${ALL}` };
  expect(items[1]?.author).toEqual(author);
  const seen = await agent.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
  expect(seen.events.at(-1)).toMatchObject({ type: 'message.created', message: { text: '有的。', author } });
  const logged = await desk.db
    .selectFrom('events')
    .select(['actor_kind', 'actor_id'])
    .where('conversation_id', '=', conversationId)
    .where('type', '=', 'message.created')
    .orderBy('seq')
    .execute();
  expect(logged.at(-1)).toEqual({ actor_kind: 'bot', actor_id: pluginAuthorId(ALL) });
  await screen.close();
});

test('a plugin that is called by a key of its words is named by these words, in the language of the visitor', async () => {
  const visitor = await desk.buildVisitor();
  const conversationId = await says(visitor, '有货吗？');
  const nameAfter = async (locale: string | null) => {
    await desk.db
      .updateTable('visitors')
      .set({ locale })
      .where('id', '=', (eb) => eb.selectFrom('conversations').select('visitor_id').where('id', '=', conversationId))
      .execute();
    await door.ask(NAMED, 'messages.write', { id: newId(), conversationId, text: 'Yes.' });
    return (await messagesOf(conversationId)).items.at(-1)?.author;
  };
  expect(await nameAfter('en')).toMatchObject({ kind: 'bot', name: 'Night Clerk' });
  expect(await nameAfter(null)).toMatchObject({ kind: 'bot', name: '夜班小助手' });
});

test('another plugin cannot take its id, and a closed conversation takes no words', async () => {
  const visitor = await desk.buildVisitor({ channelId: 'shop' });
  const conversationId = await says(visitor, '你好');
  const message = { id: newId(), conversationId, text: '您好' };
  await door.ask(ALL, 'messages.write', message);
  await expect(door.ask(PART, 'messages.write', message)).rejects.toMatchObject({ code: 'id_taken' });
  await desk.db
    .updateTable('conversations')
    .set({ state: 'closed', closed_at: new Date(), waiting_since: null })
    .where('id', '=', conversationId)
    .execute();
  await expect(door.ask(ALL, 'messages.write', { ...message, id: newId() })).rejects.toMatchObject({
    code: 'conversation_closed',
  });
});

test('notes of colleagues stay among colleagues', async () => {
  const agent = await desk.buildAgent();
  const conversationId = await says(await desk.buildVisitor(), '请问');
  await agent.http.request('POST /api/conversations/:id/messages', {
    params: { id: conversationId },
    body: { id: newId(), message: { kind: 'note', text: '老客户' } },
  });
  expect((await messagesOf(conversationId)).items.map(({ text }) => text)).toEqual(['请问']);
});

test('a plugin of one part of the organization sees that part', async () => {
  const here = await says(await desk.buildVisitor(), '这边');
  const there = await says(await desk.buildVisitor({ channelId: 'shop' }), '那边');
  expect(await door.ask(PART, 'conversations.get', { id: here })).toBeNull();
  expect(await door.ask(PART, 'conversations.get', { id: there })).toMatchObject({
    channelKind: 'web',
    state: 'waiting',
  });
  await expect(door.ask(PART, 'messages.list', { conversationId: here })).rejects.toMatchObject({ code: 'not_found' });
  await expect(door.ask(PART, 'contacts.ofConversation', { conversationId: here })).rejects.toMatchObject({
    code: 'not_found',
  });
  const { items } = (await door.ask(PART, 'conversations.list', {})) as { items: { skillGroupId: number }[] };
  expect(new Set(items.map(({ skillGroupId }) => skillGroupId))).toEqual(new Set([other.id]));
  const colleague = await desk.buildAgent({ name: '李四', orgUnitId: other.id });
  expect(await door.ask(PART, 'agents.list', {})).toMatchObject({ items: [{ id: colleague.id, name: '李四' }] });
});

test('lists come in pages that fit together', async () => {
  for (let at = 0; at < 7; at++) await says(await desk.buildVisitor(), `第 ${at} 位`);
  const all = (await door.ask(ALL, 'conversations.list', { limit: 100 })) as { items: { id: string }[] };
  const paged: unknown[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: unknown[]; nextCursor: string | null } = (await door.ask(ALL, 'conversations.list', {
      limit: 3,
      ...(cursor && { cursor }),
    })) as never;
    paged.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  expect(paged).toEqual(all.items);
});

test('a page of long messages ends before it is too large for the wire', async () => {
  const visitor = await desk.buildVisitor();
  let conversationId = '';
  for (let at = 0; at < 12; at++) conversationId = await says(visitor, '长'.repeat(9_000));
  const page = await messagesOf(conversationId);
  expect(page.items).toHaveLength(8);
  expect(page.nextCursor).toBe(String(page.items.at(-1)?.seq));
});

test('the contact of a conversation', async () => {
  const supervisor = await desk.buildAccount({ superAdministrator: true });
  const conversationId = await says(await desk.buildVisitor(), '我是王芳');
  expect(await door.ask(ALL, 'contacts.ofConversation', { conversationId })).toBeNull();
  await supervisor.http.request('POST /api/conversations/:id/contact', {
    params: { id: conversationId },
    body: { name: '王芳', phone: '13800000000', email: null, company: null, gender: null, memo: '' },
  });
  const contact = await door.ask(ALL, 'contacts.ofConversation', { conversationId });
  expect(contact).toEqual({ id: expect.any(String), name: '王芳', phone: '13800000000', email: null });
  const { id } = contact as { id: string };
  expect(await door.ask(ALL, 'contacts.get', { id })).toEqual(contact);
  expect(await door.ask(PART, 'contacts.get', { id })).toBeNull();
});

test('what a plugin says is kept under its name, cut to size', async () => {
  const fields = { order: 7, big: 'y'.repeat(9_000) };
  await door.ask(ALL, 'log', { level: 'warn', message: 'x'.repeat(5_000), fields });
  const [line] = door.lines;
  expect(line).toMatchObject({ plugin: ALL, level: 'warn', source: 'log' });
  expect(line?.message).toHaveLength(2_000);
  expect(JSON.stringify(line?.fields).length).toBeLessThan(5_000);
});
