import { newId } from '@cskefu/client';
import { definePlugin } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentSays, beginTalk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let supervisor: TestAgent;

const careful = definePlugin({
  id: 'test.careful',
  name: 'Careful',
  version: '1.0.0',
  api: '^1.0',
  permissions: ['messages:read'],
  hooks: {
    'message.beforeAccept': {
      kind: 'veto',
      handler: ({ message }) =>
        message.text?.includes('卡号') ? { kind: 'hold', reason: '可能是银行卡号' } : { kind: 'allow' },
    },
    'message.beforeSend': {
      kind: 'veto',
      match: { authorKind: ['agent'] },
      handler: ({ message }) =>
        message.text?.includes('退款') ? { kind: 'hold', reason: '涉及退款' } : { kind: 'allow' },
    },
  },
});

beforeAll(async () => {
  desk = await startDesk({ builtInPlugins: [careful] });
  agent = await desk.buildAgent();
  supervisor = await desk.buildAccount({ roles: ['supervisor'], unit: desk.company });
});
afterAll(() => desk.stop());

const list = async (who = supervisor) =>
  (await who.http.request('GET /api/held-messages', { query: { limit: 100 } })).items;
const settle = (id: string, act: 'release' | 'discard', who = supervisor) =>
  act === 'release'
    ? who.http.request('POST /api/held-messages/:id/release', { params: { id } })
    : who.http.request('POST /api/held-messages/:id/discard', { params: { id } });

const hold = async (visitor: TestVisitor, text = '我的卡号是 6222') => {
  const id = newId();
  await expect(visitorSays(visitor, text, id)).rejects.toMatchObject({ code: 'held_for_review' });
  return id;
};

test('a held message waits in the list, and is sent under its own id when it is released', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  const id = await hold(visitor);
  await expect(visitorSays(visitor, '我的卡号是 6222', id)).rejects.toMatchObject({ code: 'held_for_review' });
  expect((await list()).filter((item) => item.id === id)).toEqual([
    expect.objectContaining({
      conversationId,
      author: expect.objectContaining({ kind: 'visitor', id: visitor.id }),
      kind: 'text',
      text: '我的卡号是 6222',
      pluginId: 'test.careful',
      pluginName: { 'zh-CN': 'Careful', en: 'Careful' },
      reason: '可能是银行卡号',
    }),
  ]);
  const atVisitor = await visitor.connect([{ conversationId, after: 0 }]);
  await Promise.all([settle(id, 'release'), settle(id, 'release')]);
  await atVisitor.frame('event', ({ event }) => event.type === 'message.created' && event.message.id === id);
  expect(await visitorSays(visitor, '我的卡号是 6222', id)).toMatchObject({ id, conversationId });
  expect((await list()).some((item) => item.id === id)).toBe(false);
});

test('the first message of a visitor begins its conversation when it is released', async () => {
  const visitor = await desk.buildVisitor();
  const id = await hold(visitor);
  await settle(id, 'release');
  const { items } = await visitor.http.request('GET /api/visitor/conversations', { query: {} });
  expect(items).toHaveLength(1);
});

test('a discarded message stays refused', async () => {
  const { visitor } = await beginTalk(desk, { agent });
  const id = await hold(visitor);
  await settle(id, 'discard');
  await settle(id, 'discard');
  await expect(visitorSays(visitor, '我的卡号是 6222', id)).rejects.toMatchObject({
    code: 'refused_by_plugin',
    text: { 'zh-CN': '审核未通过，消息没有发送。' },
  });
  await expect(settle(id, 'release')).rejects.toMatchObject({ code: 'conflict' });
});

test('what an agent wrote goes out as the agent’s', async () => {
  const { conversationId } = await beginTalk(desk, { agent });
  const id = newId();
  await expect(agentSays(agent, conversationId, '给您退款', id)).rejects.toMatchObject({ code: 'held_for_review' });
  await settle(id, 'release');
  const row = await desk.db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  expect(row).toMatchObject({ author_kind: 'agent', author_id: agent.id, text: '给您退款' });
});

test('each decision stands in the audit log, and only supervisors of the place decide', async () => {
  const { visitor } = await beginTalk(desk, { agent });
  const id = await hold(visitor);
  const elsewhere = await desk.buildAccount({ roles: ['supervisor'], unit: await desk.buildUnit('别处') });
  expect((await list(elsewhere)).length).toBe(0);
  await expect(settle(id, 'release', elsewhere)).rejects.toMatchObject({ code: 'not_found' });
  await expect(settle(id, 'release', agent)).rejects.toMatchObject({ code: 'forbidden' });
  await settle(id, 'discard');
  const entry = await desk.db
    .selectFrom('audit_entries')
    .selectAll()
    .where('type', '=', 'held_message.discarded')
    .orderBy('position', 'desc')
    .executeTakeFirstOrThrow();
  expect(entry).toMatchObject({ actor_id: supervisor.id, payload: { messageId: id, pluginId: 'test.careful' } });
});
