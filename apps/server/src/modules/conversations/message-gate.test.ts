import { newId } from '@cskefu/client';
import { definePlugin, type HookPoints, type HookVerdict } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { agentSays, beginTalk, closeTalk, textsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

type Asked = HookPoints['message.beforeAccept'];

let desk: TestDesk;
let agent: TestAgent;
/** What the plugin was asked, and what it says; by the words of the message. */
let asked: Asked[];
let created: unknown[];
let patch: { skillGroupId?: number; priority?: number };

const REFUSED = { 'zh-CN': '请勿发送脏话', en: 'No swearing, please' };

const judge = ({ message, conversation }: Asked): HookVerdict => {
  asked.push({ message, conversation });
  if (message.text?.includes('脏话')) return { kind: 'deny', code: 'rude', text: REFUSED };
  return message.text?.includes('卡号') ? { kind: 'hold', reason: '可能是银行卡号' } : { kind: 'allow' };
};

const slowly = async (payload: Asked): Promise<HookVerdict> => {
  if (payload.message.text?.includes('慢')) await new Promise((resolve) => setTimeout(resolve, 150));
  return judge(payload);
};

const judging = definePlugin({
  id: 'test.judge',
  name: 'Judge',
  version: '1.0.0',
  api: '^1.0',
  permissions: ['messages:read'],
  hooks: {
    'message.beforeAccept': { kind: 'veto', handler: slowly },
    'message.beforeSend': { kind: 'veto', handler: slowly },
    'conversation.beforeClose': {
      kind: 'veto',
      handler: ({ reason }) =>
        reason === 'agent' ? { kind: 'deny', code: 'no_wrap_up', text: REFUSED } : { kind: 'allow' },
    },
  },
});

const changing = definePlugin({
  id: 'test.changer',
  name: 'Changer',
  version: '1.0.0',
  api: '^1.0',
  permissions: ['messages:read'],
  hooks: {
    'message.beforeSend': {
      kind: 'transform',
      handler: ({ message }) =>
        message.text?.includes('13800000000') ? { text: '我的号码是 138****0000' } : undefined,
    },
    'conversation.beforeCreate': {
      kind: 'transform',
      handler: ({ conversation }) => {
        created.push(conversation);
        return patch;
      },
    },
    'attachment.beforeStore': {
      kind: 'veto',
      handler: ({ name }) =>
        name.endsWith('.exe') ? { kind: 'deny', code: 'program', text: REFUSED } : { kind: 'allow' },
    },
  },
});

beforeAll(async () => {
  desk = await startDesk({ builtInPlugins: [judging, changing] });
  agent = await desk.buildAgent();
});
beforeEach(() => {
  asked = [];
  created = [];
  patch = {};
});
afterAll(() => desk.stop());

const stored = async (id: string) =>
  (await desk.db.selectFrom('messages').select('text').where('id', '=', id).executeTakeFirst())?.text;

describe('what a plugin refuses', () => {
  test('is answered with its words, over HTTP and over the socket, and stored nowhere', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const overHttp = newId();
    await expect(visitorSays(visitor, '一句脏话', overHttp)).rejects.toMatchObject({
      code: 'refused_by_plugin',
      text: REFUSED,
    });
    const socket = await agent.connect();
    const id = newId();
    socket.send({ type: 'send', id, conversationId, message: { kind: 'text', text: '又是脏话' } });
    expect(await socket.frame('error')).toMatchObject({ id, code: 'refused_by_plugin', detail: 'rude', text: REFUSED });
    expect([await stored(overHttp), await stored(id)]).toEqual([undefined, undefined]);
  });

  test('is refused again under the same id without asking again', async () => {
    const { visitor } = await beginTalk(desk, { agent });
    const id = newId();
    await expect(visitorSays(visitor, '脏话', id)).rejects.toMatchObject({ code: 'refused_by_plugin' });
    const before = asked.length;
    await expect(visitorSays(visitor, '脏话', id)).rejects.toMatchObject({ text: REFUSED });
    expect(asked.length).toBe(before);
  });

  test('does not begin a conversation', async () => {
    const visitor = await desk.buildVisitor();
    await expect(visitorSays(visitor, '上来就是脏话')).rejects.toMatchObject({ code: 'refused_by_plugin' });
    expect(asked[0]?.conversation).toBeNull();
    const { items } = await visitor.http.request('GET /api/visitor/conversations', { query: {} });
    expect(items).toEqual([]);
  });
});

describe('the order of one connection', () => {
  test('holds whatever plugins take for one message', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const atVisitor = await visitor.connect([{ conversationId, after: 0 }]);
    const socket = await agent.connect();
    for (const text of ['一 慢', '二', '三 脏话', '四 慢', '五'])
      socket.send({ type: 'send', id: newId(), conversationId, message: { kind: 'text', text } });
    await expect.poll(() => textsAt(atVisitor, conversationId).at(-1)).toBe('五');
    expect(textsAt(atVisitor, conversationId).slice(-4)).toEqual(['一 慢', '二', '四 慢', '五']);
  });
});

describe('what was stored', () => {
  test('is answered the same way when it comes again, and nobody is asked twice', async () => {
    const { visitor } = await beginTalk(desk, { agent });
    const id = newId();
    const first = await visitorSays(visitor, '您好', id);
    const before = asked.length;
    expect(await visitorSays(visitor, '您好', id)).toEqual(first);
    expect(asked.length).toBe(before);
  });

  test('is what transforms made of it', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const { id } = await agentSays(agent, conversationId, '打 13800000000');
    expect(await stored(id)).toBe('我的号码是 138****0000');
  });

  test('in the house is nobody else’s business', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const before = asked.length;
    await agent.http.request('POST /api/conversations/:id/messages', {
      params: { id: conversationId },
      body: { id: newId(), message: { kind: 'note', text: '脏话' } },
    });
    expect(asked.length).toBe(before);
  });
});

test('a message that is sent later is asked about when its time has come', async () => {
  const { conversationId } = await beginTalk(desk, { agent });
  const schedule = (text: string) =>
    agent.http.request('POST /api/conversations/:id/scheduled-messages', {
      params: { id: conversationId },
      body: { id: newId(), text, sendAt: new Date(Date.now() + 60 * 60_000).toISOString() },
    });
  const rude = await schedule('脏话');
  const kind = await schedule('打 13800000000');
  expect(asked.some(({ message }) => message.text === '脏话')).toBe(false);
  const sendNow = (id: string) => agent.http.request('POST /api/me/scheduled-messages/:id/send', { params: { id } });
  await expect(sendNow(rude.id)).rejects.toMatchObject({ code: 'refused_by_plugin', text: REFUSED });
  await sendNow(kind.id);
  expect(await stored(kind.id)).toBe('我的号码是 138****0000');
});

describe('a new conversation', () => {
  test('begins where a plugin wants it', async () => {
    const group = await desk.buildSkillGroup('大客户');
    patch = { skillGroupId: group.id, priority: 5 };
    const { conversationId } = await beginTalk(desk);
    expect(created).toEqual([{ channelId: desk.channelId, channelKind: 'web', skillGroupId: desk.skillGroup.id }]);
    const row = await desk.db
      .selectFrom('conversations')
      .select(['skill_group_id', 'priority'])
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ skill_group_id: group.id, priority: 5 });
  });

  test('begins in its own place if there is no such skill group', async () => {
    patch = { skillGroupId: 99_999 };
    const { conversationId } = await beginTalk(desk);
    const { skill_group_id } = await desk.db
      .selectFrom('conversations')
      .select('skill_group_id')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    expect(skill_group_id).toBe(desk.skillGroup.id);
  });
});

describe('an end', () => {
  test('that is refused leaves the conversation open; the visitor may always leave', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    await expect(closeTalk(agent, conversationId)).rejects.toMatchObject({ code: 'refused_by_plugin', text: REFUSED });
    const other = await desk.buildAgent({ orgUnitId: (await desk.buildSkillGroup('别处')).id });
    await expect(closeTalk(other, conversationId)).rejects.toMatchObject({ code: 'not_found' });
    await visitor.http.request('POST /api/visitor/close');
  });
});
