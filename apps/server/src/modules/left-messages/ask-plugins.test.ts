import { newId } from '@cskefu/client';
import { defaultWebChannelSettings } from '@cskefu/contract';
import { definePlugin, type HookPoints, type ObservedEvent } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import profanityVeto from '../../../../../examples/profanity-veto/src/index.ts';
import { beginTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let supervisor: TestAgent;
let asked: HookPoints['message.beforeAccept'][];
let beginning: { skillGroupId?: number; priority?: number };
let isClosed: boolean;
const told: ObservedEvent[] = [];

const RUDE = { 'zh-CN': '请勿发送脏话', en: 'No swearing, please' };
const CLOSED = { 'zh-CN': '暂不受理', en: 'Not now' };
const observer = { handler: (events: readonly ObservedEvent[]) => void told.push(...events) };

const judging = definePlugin({
  id: 'test.judge',
  name: 'Judge',
  version: '1.0.0',
  api: '^1.0',
  permissions: ['conversations:read', 'messages:read'],
  hooks: {
    'message.beforeAccept': {
      kind: 'veto',
      handler: (payload) => {
        asked.push(payload);
        const { text } = payload.message;
        if (text?.includes('脏话')) return { kind: 'deny', code: 'rude', text: RUDE };
        return text?.includes('卡号') ? { kind: 'hold', reason: '可能是银行卡号' } : { kind: 'allow' };
      },
    },
    'conversation.beforeCreate': {
      kind: 'veto',
      handler: () => (isClosed ? { kind: 'deny', code: 'closed', text: CLOSED } : { kind: 'allow' }),
    },
  },
  observers: { 'message.created': observer, 'conversation.created': observer, 'conversation.message_left': observer },
});

const changing = definePlugin({
  id: 'test.changer',
  name: 'Changer',
  version: '1.0.0',
  api: '^1.0',
  permissions: ['messages:read'],
  hooks: {
    'message.beforeAccept': {
      kind: 'transform',
      handler: ({ message }) =>
        message.text?.includes('13800000000') ? { text: '我的号码是 138****0000' } : undefined,
    },
    'conversation.beforeCreate': { kind: 'transform', handler: () => beginning },
  },
});

beforeAll(async () => {
  desk = await startDesk({
    builtInPlugins: [judging, changing, profanityVeto],
    variables: { LEFT_MESSAGES_PER_HOUR: '1000' },
  });
  supervisor = await desk.buildAccount({ superAdministrator: true });
});
beforeEach(() => {
  asked = [];
  beginning = {};
  isClosed = false;
});
afterAll(() => desk.stop());

const form = defaultWebChannelSettings.leftMessage;
const offer = (leftMessage: object) =>
  desk.db
    .updateTable('channels')
    .set({ settings: JSON.stringify({ leftMessage }) })
    .where('id', '=', desk.channelId)
    .execute();
const leave = async (visitor: TestVisitor, text: string | undefined, id = newId()) => {
  const body = { id, name: '王小明', email: 'wang@example.com', ...(text === undefined ? {} : { text }) };
  const { conversation } = await visitor.http.request('POST /api/visitor/left-messages', { body });
  if (!conversation) throw new Error('nothing was left');
  return conversation.id;
};
const conversationsOf = async (visitor: TestVisitor) =>
  (await visitor.http.request('GET /api/visitor/conversations', { query: {} })).items;
const formOf = (id: string) => supervisor.http.request('GET /api/left-messages/:id', { params: { id } });
const heldOf = async (visitor: TestVisitor) =>
  (await supervisor.http.request('GET /api/held-messages', { query: { limit: 100 } })).items.filter(
    ({ author }) => author.id === visitor.id,
  );
const settle = (act: 'release' | 'discard', id: string) =>
  act === 'release'
    ? supervisor.http.request('POST /api/held-messages/:id/release', { params: { id } })
    : supervisor.http.request('POST /api/held-messages/:id/discard', { params: { id } });
const hold = async (visitor: TestVisitor) => {
  const id = newId();
  await expect(leave(visitor, '我的卡号是 6222', id)).rejects.toMatchObject({ code: 'held_for_review' });
  return id;
};

test('a form that a plugin refuses says why, and nothing of it is stored', async () => {
  const visitor = await desk.buildVisitor();
  const id = newId();
  const refused = { code: 'refused_by_plugin', detail: 'rude', text: RUDE };
  await expect(leave(visitor, '一句脏话', id)).rejects.toMatchObject(refused);
  await expect(leave(visitor, '一句脏话', id)).rejects.toMatchObject(refused);
  expect(asked).toEqual([
    {
      message: {
        kind: 'text',
        text: '一句脏话',
        author: expect.objectContaining({ kind: 'visitor', id: visitor.id, name: '王小明' }),
      },
      conversation: null,
      channel: { id: desk.channelId, kind: 'web' },
    },
  ]);
  expect(await conversationsOf(visitor)).toEqual([]);
  const rows = await desk.db.selectFrom('left_messages').selectAll().where('visitor_id', '=', visitor.id).execute();
  expect(rows).toEqual([]);
});

test('it is stored as transforms made of it, once, and nobody is asked twice', async () => {
  const visitor = await desk.buildVisitor();
  const id = newId();
  const conversationId = await leave(visitor, '打 13800000000', id);
  expect(await leave(visitor, '打 13800000000', id)).toBe(conversationId);
  expect(asked.map(({ message }) => message.text)).toEqual(['我的号码是 138****0000']);
  expect(await formOf(conversationId)).toMatchObject({ text: '我的号码是 138****0000', email: 'wang@example.com' });
});

test('its conversation begins where plugins want it, or not at all; also without words', async () => {
  const group = await desk.buildSkillGroup('大客户');
  beginning = { skillGroupId: group.id, priority: 5 };
  const fields = { ...form.fields, text: { use: 'optional', label: null } };
  await offer({ ...form, fields });
  const id = await leave(await desk.buildVisitor(), undefined);
  const row = await desk.db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ origin: 'left_message', skill_group_id: group.id, priority: 5 });
  isClosed = true;
  const visitor = await desk.buildVisitor();
  await expect(leave(visitor, undefined)).rejects.toMatchObject({ code: 'refused_by_plugin', text: CLOSED });
  await expect(leave(visitor, '您好')).rejects.toMatchObject({ code: 'refused_by_plugin', text: CLOSED });
  await offer(form);
  expect(await conversationsOf(visitor)).toEqual([]);
});

test('what is held waits in the list with its form, and is left when it is released', async () => {
  const visitor = await desk.buildVisitor();
  const id = await hold(visitor);
  await expect(leave(visitor, '我的卡号是 6222', id)).rejects.toMatchObject({ code: 'held_for_review' });
  expect(await heldOf(visitor)).toMatchObject([
    { id, conversationId: null, kind: 'text', text: '我的卡号是 6222', author: { name: '王小明' } },
  ]);
  expect(await conversationsOf(visitor)).toEqual([]);
  await Promise.all([settle('release', id), settle('release', id)]);
  const [conversation] = await conversationsOf(visitor);
  const conversationId = conversation?.id ?? '';
  expect(conversation).toMatchObject({ origin: 'left_message', state: 'waiting' });
  expect(await formOf(conversationId)).toMatchObject({
    name: '王小明',
    email: 'wang@example.com',
    text: '我的卡号是 6222',
  });
  expect(await leave(visitor, '我的卡号是 6222', id)).toBe(conversationId);
  expect(await conversationsOf(visitor)).toHaveLength(1);
  expect(await heldOf(visitor)).toEqual([]);
  const held = await desk.db.selectFrom('held_messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(held.draft).toBeNull();
});

test('what is released while an agent serves the visitor is said in that conversation', async () => {
  const visitor = await desk.buildVisitor();
  const id = await hold(visitor);
  await visitor.http.request('POST /api/visitor/messages', {
    body: { id: newId(), message: { kind: 'text', text: '在吗？' } },
  });
  const [conversation] = await conversationsOf(visitor);
  const conversationId = conversation?.id ?? '';
  const agent = await desk.buildAgent();
  await agent.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
  await settle('release', id);
  const said = await desk.db.selectFrom('messages').select('conversation_id').where('id', '=', id).execute();
  expect(said).toEqual([{ conversation_id: conversationId }]);
});

test('what is discarded stays refused', async () => {
  const visitor = await desk.buildVisitor();
  const id = await hold(visitor);
  await settle('discard', id);
  await expect(leave(visitor, '我的卡号是 6222', id)).rejects.toMatchObject({ code: 'refused_by_plugin' });
  expect(await conversationsOf(visitor)).toEqual([]);
});

test('plugins are not asked about what could not be left anyway', async () => {
  const agent = await desk.buildAgent();
  const { visitor } = await beginTalk(desk, { agent });
  asked = [];
  await expect(leave(visitor, '我的卡号是 6222')).rejects.toMatchObject({ code: 'conflict' });
  const body = { id: newId(), text: '我的卡号是 6222' };
  await expect(
    (await desk.buildVisitor()).http.request('POST /api/visitor/left-messages', { body }),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  expect(asked).toEqual([]);
});

test('observers are told of it as of any other words', async () => {
  const id = await leave(await desk.buildVisitor(), '订单什么时候发货？');
  const of = () => told.filter(({ conversationId }) => conversationId === id);
  await expect
    .poll(() => of().map(({ type }) => type))
    .toEqual(['conversation.created', 'message.created', 'conversation.message_left']);
  expect(of()[1]).toMatchObject({
    seq: 2,
    payload: { message: { kind: 'text', text: '订单什么时候发货？', author: { kind: 'visitor', name: '王小明' } } },
  });
});

test('the example plugin against profanity needs to know nothing of forms', async () => {
  const set = (visitors: 'deny' | 'hold') =>
    supervisor.http.request('PUT /api/plugins/:id/settings', {
      params: { id: profanityVeto.id },
      body: { values: { words: ['混蛋'], visitors } },
    });
  await set('deny');
  const visitor = await desk.buildVisitor();
  await expect
    .poll(() => leave(visitor, '你这个混蛋').catch(({ code, detail }) => ({ code, detail })))
    .toEqual({ code: 'refused_by_plugin', detail: 'profanity' });
  await set('hold');
  await expect.poll(() => leave(visitor, '你这个混蛋').catch(({ code }) => code as unknown)).toBe('held_for_review');
  expect(await heldOf(visitor)).toMatchObject([
    { text: '你这个混蛋', pluginId: profanityVeto.id, reason: 'word: 混蛋' },
  ]);
});
