import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { agentSays, beginTalk, closeTalk, countTo, eventsAt, seqsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let colleague: TestAgent;
let supervisor: TestAgent;
let stranger: TestAgent;
const SECRET = '此人是老客户，可以多让一步';

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '张三' });
  colleague = await desk.buildAgent({ name: '李四' });
  supervisor = await desk.buildAccount({ name: '孙主管', roles: ['supervisor'] });
  const elsewhere = await desk.buildSkillGroup('别处');
  stranger = await desk.buildAgent({ name: '外人', orgUnitId: elsewhere.id });
});
afterAll(() => desk.stop());

const note = (who: TestAgent, conversationId: string, text = SECRET, id = newId()) =>
  who.http.request('POST /api/conversations/:id/messages', {
    params: { id: conversationId },
    body: { id, message: { kind: 'note', text } },
  });
const eventsFor = (who: TestAgent | TestVisitor, id: string, query = {}) =>
  who.http.request('GET /api/conversations/:id/events', { params: { id }, query });
const headFor = (who: TestAgent | TestVisitor, id: string) =>
  who.http.request('GET /api/conversations/:id', { params: { id } });

describe('a note', () => {
  test('is of the stream like any message, and changes nothing that counts as an answer', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const before = await headFor(agent, conversationId);
    const { seq } = await note(agent, conversationId);
    const after = await headFor(agent, conversationId);
    expect(after).toEqual({ ...before, seq });
    expect((await eventsFor(agent, conversationId)).events.at(-1)).toMatchObject({
      type: 'message.created',
      seq,
      message: { kind: 'note', text: SECRET, author: { kind: 'agent', id: agent.id } },
    });
    await expectEventsMatchRefetch(agent, conversationId, () => note(agent, conversationId, '再记一笔'));
    await closeTalk(agent, conversationId);
  });

  test('is left by colleagues and supervisors who may see the conversation, over either door; by nobody else', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await note(colleague, conversationId, '我认识他');
    await note(supervisor, conversationId, '请客气些');
    const socket = await supervisor.connect();
    const id = newId();
    socket.send({ type: 'send', id, conversationId, message: { kind: 'note', text: '谢谢' } });
    await socket.frame('ack', (frame) => frame.id === id);
    await expect(note(stranger, conversationId)).rejects.toMatchObject({ code: 'not_found' });
    const outside = await stranger.connect();
    const other = newId();
    outside.send({ type: 'send', id: other, conversationId, message: { kind: 'note', text: '？' } });
    expect(await outside.frame('error', (frame) => frame.id === other)).toMatchObject({ code: 'not_found' });
    const { events } = await eventsFor(agent, conversationId);
    expect(events.slice(-3)).toMatchObject([
      { message: { author: { kind: 'agent', name: '李四' } } },
      { message: { author: { kind: 'supervisor', name: '孙主管' } } },
      { message: { text: '谢谢' } },
    ]);
    await expect(agentSays(colleague, conversationId, '对外的话')).rejects.toMatchObject({ code: 'conflict' });
    await closeTalk(agent, conversationId);
    await expect(note(agent, conversationId)).rejects.toMatchObject({ code: 'conversation_closed' });
  });

  test('comes with messages of one batch, and the last word stays that of the talk', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    await Promise.all(
      countTo(20).flatMap((n) => [
        note(agent, conversationId, `记 ${n}`),
        visitorSays(visitor, `问 ${n}`),
        note(colleague, conversationId, `又记 ${n}`),
      ]),
    );
    await visitorSays(visitor, '最后一句');
    await note(agent, conversationId);
    expect(await headFor(agent, conversationId)).toMatchObject({ unread: 22, lastMessage: { text: '最后一句' } });
    await closeTalk(agent, conversationId);
  });
});

describe('the visitor', () => {
  test('gets 1, 2, 3 without a gap and by no door a word of it', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const live = await visitor.connect([{ conversationId, after: 0 }]);
    await live.frame('subscribed');
    const { seq } = await note(agent, conversationId);
    await note(supervisor, conversationId);
    await agentSays(agent, conversationId, '您好');
    await live.frame('event', ({ event }) => event.type === 'message.created' && event.message.text === '您好');
    const fromStart = await visitor.connect([{ conversationId, after: 0 }]);
    await fromStart.frame('subscribed');
    const fromBetween = await visitor.connect([{ conversationId, after: seq - 1 }]);
    await fromBetween.frame('subscribed');
    const session = await visitor.http.request('POST /api/visitor/session', {
      body: { channelId: desk.channelId, token: visitor.token, historyLimit: 100 },
    });
    const answers = {
      newest: await eventsFor(visitor, conversationId),
      before: await eventsFor(visitor, conversationId, { before: seq + 1 }),
      after: await eventsFor(visitor, conversationId, { after: seq - 1 }),
      head: await headFor(visitor, conversationId),
      list: await visitor.http.request('GET /api/visitor/conversations', {}),
    };
    const last = seq + 2;
    expect(seqsAt(live, conversationId)).toEqual(countTo(last));
    expect(seqsAt(fromStart, conversationId)).toEqual(countTo(last));
    expect(seqsAt(fromBetween, conversationId)).toEqual([seq, seq + 1, last]);
    expect(answers.newest.events.map((event) => event.seq)).toEqual(countTo(last));
    expect(answers.newest.events[seq - 1]).toEqual({
      type: 'internal',
      conversationId,
      seq,
      at: expect.any(String),
    });
    const told = JSON.stringify([live.frames, fromStart.frames, fromBetween.frames, session, answers]);
    expect(told).not.toContain(SECRET);
    expect(told).not.toContain('note');
    expect(eventsAt(live, conversationId).filter((event) => event.type === 'internal')).toHaveLength(2);
    await closeTalk(agent, conversationId);
    const closed = await visitor.http.request('POST /api/visitor/session', {
      body: { channelId: desk.channelId, token: visitor.token, historyLimit: 100 },
    });
    expect(JSON.stringify(closed)).not.toContain(SECRET);
  });

  test('leaves none, by no door', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const socket = await visitor.connect([{ conversationId, after: 0 }]);
    const id = newId();
    socket.send({ type: 'send', id, message: { kind: 'note', text: '混进来' } });
    expect(await socket.frame('error', (frame) => frame.id === id)).toMatchObject({ code: 'invalid_input' });
    const byHttp = visitor.http.request('POST /api/visitor/messages', {
      body: { id, message: { kind: 'note', text: '混进来' } as never },
    });
    await expect(byHttp).rejects.toMatchObject({ code: 'invalid_input' });
    const { rows } = await desk.connection.pool.query<{ outcome: string }>(
      "select outcome from write_messages(array[$1::uuid], array[$2::uuid], '{visitor}', array[$3::uuid], '{x}', '{note}', '{混进来}', array[null::jsonb])",
      [id, conversationId, visitor.id],
    );
    expect(rows).toEqual([{ outcome: 'not_found' }]);
    await closeTalk(agent, conversationId);
  });
});

describe('speaking to somebody', () => {
  test('they are told if they may see the conversation, the stranger is not', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const [hears, outside] = await Promise.all([colleague.connect(), stranger.connect()]);
    const text = `@[李四](${colleague.id}) @[外人](${stranger.id}) 帮我看看`;
    const { seq } = await note(agent, conversationId, text);
    expect(await hears.frame('mention')).toEqual({
      type: 'mention',
      conversationId,
      seq,
      by: { kind: 'agent', id: agent.id, name: '张三' },
      text: '@李四 @外人 帮我看看',
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(outside.frames.some((frame) => frame.type === 'mention')).toBe(false);
    await closeTalk(agent, conversationId);
  });

  test('whom one can speak to: who serves it and who may look from above', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const names = async (search?: string) =>
      (
        await agent.http.request('GET /api/conversations/:id/colleagues', {
          params: { id: conversationId },
          query: search === undefined ? {} : { search },
        })
      ).items.map(({ name }) => name);
    expect(await names()).toEqual(expect.arrayContaining(['李四', '孙主管']));
    expect(await names()).not.toContain('外人');
    expect(await names('孙')).toEqual(['孙主管']);
    await closeTalk(agent, conversationId);
  });
});
