import { newId } from '@cskefu/client';
import { defaultWebChannelSettings, type PreChatField, type WebChannelSettings } from '@cskefu/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let after: { id: number };

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  after = await desk.buildSkillGroup('售后坐席B组');
});
beforeEach(() => ask({}));
afterAll(() => desk.stop());

const { preChat, privacy } = defaultWebChannelSettings;

/** What the channel asks from now on. */
async function ask(settings: Partial<WebChannelSettings>) {
  await desk.db
    .updateTable('channels')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', desk.channelId)
    .execute();
}

const form = (fields: Partial<Record<PreChatField, { use: 'optional' | 'required'; label: string | null }>>) => ({
  preChat: { ...preChat, fields: { ...preChat.fields, ...fields } },
});
const required = { use: 'required', label: null } as const;

const say = (visitor: TestVisitor) =>
  visitor.http.request('POST /api/visitor/messages', {
    body: { id: newId(), message: { kind: 'text', text: '你好' } },
  });
const answer = (visitor: TestVisitor, body: object) =>
  visitor.http.request('POST /api/visitor/pre-chat', { body: { fields: {}, ...body } });
const arrive = (visitor: TestVisitor) =>
  visitor.http.request('POST /api/visitor/session', { body: { channelId: desk.channelId, token: visitor.token } });
const answersOf = (id: string) => agent.http.request('GET /api/conversations/:id/pre-chat', { params: { id } });

describe('a channel that asks nothing', () => {
  test('lets everybody begin, and nothing is due', async () => {
    const visitor = await desk.buildVisitor();
    expect((await arrive(visitor)).preChat).toEqual({ due: false, skillGroups: [] });
    const { conversationId } = await say(visitor);
    expect(await answersOf(conversationId)).toEqual({ preChat: null });
  });
});

describe('the pre-chat form', () => {
  beforeEach(() =>
    ask(
      form({
        name: required,
        email: { use: 'optional', label: null },
        question1: { use: 'optional', label: '订单号' },
      }),
    ),
  );

  test('is answered before the first word, and whoever serves the visitor reads it', async () => {
    const visitor = await desk.buildVisitor();
    expect((await arrive(visitor)).preChat.due).toBe(true);
    await expect(say(visitor)).rejects.toMatchObject({ code: 'pre_chat_due' });
    await answer(visitor, { fields: { name: '王小明', email: 'wang@example.com', question1: 'A-4711' } });
    const session = await arrive(visitor);
    expect([session.preChat.due, session.visitor.name]).toEqual([false, '王小明']);
    const { conversationId } = await say(visitor);
    expect((await answersOf(conversationId)).preChat).toMatchObject({
      name: '王小明',
      email: 'wang@example.com',
      phone: null,
      questions: [{ label: '订单号', answer: 'A-4711' }],
      consentedAt: null,
    });
  });

  test('says which fields are missing or wrong', async () => {
    const visitor = await desk.buildVisitor();
    await expect(answer(visitor, { fields: { email: 'wang' } })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [
        { path: 'name', message: 'is required' },
        { path: 'email', message: 'is malformed' },
      ],
    });
    await expect(say(visitor)).rejects.toMatchObject({ code: 'pre_chat_due' });
  });

  test('does not hold up a conversation that goes on', async () => {
    await ask({});
    const visitor = await desk.buildVisitor();
    const { conversationId } = await say(visitor);
    await ask(form({ name: required }));
    expect((await arrive(visitor)).preChat.due).toBe(false);
    expect((await say(visitor)).conversationId).toBe(conversationId);
  });

  test('is not seen by agents of other units', async () => {
    const visitor = await desk.buildVisitor();
    await answer(visitor, { fields: { name: '王小明' } });
    const { conversationId } = await say(visitor);
    const stranger = await desk.buildAgent({ orgUnitId: after.id });
    await expect(
      stranger.http.request('GET /api/conversations/:id/pre-chat', { params: { id: conversationId } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the choice of a skill group', () => {
  const offer = () => ask({ skillGroups: [desk.skillGroup.id, after.id] });
  beforeEach(offer);

  test('decides who serves the visitor', async () => {
    const visitor = await desk.buildVisitor();
    expect((await arrive(visitor)).preChat).toEqual({
      due: true,
      skillGroups: [
        { id: desk.skillGroup.id, name: '售前坐席A组' },
        { id: after.id, name: '售后坐席B组' },
      ],
    });
    await expect(answer(visitor, {})).rejects.toMatchObject({ code: 'invalid_input' });
    await answer(visitor, { skillGroupId: after.id });
    const { conversationId } = await say(visitor);
    const chief = await desk.buildAccount({ superAdministrator: true });
    const { skillGroup } = await chief.http.request('GET /api/conversations/:id', { params: { id: conversationId } });
    expect(skillGroup.id).toBe(after.id);
  });

  test('is asked for again at the next conversation', async () => {
    const visitor = await desk.buildVisitor();
    await answer(visitor, { skillGroupId: after.id });
    expect((await arrive(visitor)).preChat.due).toBe(false);
    await say(visitor);
    await visitor.http.request('POST /api/visitor/close');
    expect((await arrive(visitor)).preChat.due).toBe(true);
  });

  test('falls back to the skill group of the channel where the chosen one is not offered any more', async () => {
    const visitor = await desk.buildVisitor();
    await answer(visitor, { skillGroupId: after.id });
    await ask({ skillGroups: [desk.skillGroup.id] });
    const { conversationId } = await say(visitor);
    const { skillGroup } = await agent.http.request('GET /api/conversations/:id', { params: { id: conversationId } });
    expect(skillGroup.id).toBe(desk.skillGroup.id);
  });
});

describe('the privacy notice', () => {
  test('that is only shown holds nobody up', async () => {
    await ask({ privacy: { ...privacy, notice: '我们会保存对话内容。' } });
    const visitor = await desk.buildVisitor();
    expect((await arrive(visitor)).preChat.due).toBe(false);
    await say(visitor);
  });

  test('with consent is agreed to once, and the moment is kept', async () => {
    await ask({ privacy: { ...privacy, notice: '我们会保存对话内容。', consent: true } });
    const visitor = await desk.buildVisitor();
    await expect(say(visitor)).rejects.toMatchObject({ code: 'pre_chat_due' });
    await expect(answer(visitor, { consent: false })).rejects.toMatchObject({ issues: [{ path: 'consent' }] });
    await answer(visitor, { consent: true });
    const { conversationId } = await say(visitor);
    expect((await answersOf(conversationId)).preChat?.consentedAt).toEqual(expect.any(String));
    await visitor.http.request('POST /api/visitor/close');
    expect((await arrive(visitor)).preChat.due).toBe(false);
  });
});
