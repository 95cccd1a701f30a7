import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { agentSays, beginTalk, closeTalk, countTo, seqsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';
import { upload } from '../../testing/upload.ts';

let desk: TestDesk;
let agent: TestAgent;
let colleague: TestAgent;
const SLIP = '我的密码是 hunter2';

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '张三' });
  colleague = await desk.buildAgent({ name: '李四' });
});
afterAll(() => desk.stop());

const recall = (who: TestAgent, id: string, messageId: string) =>
  who.http.request('POST /api/conversations/:id/recall', { params: { id }, body: { messageId } });
const recallOwn = (who: TestVisitor, id: string) =>
  who.http.request('POST /api/visitor/messages/:id/recall', { params: { id } });
const age = (id: string, seconds: number) =>
  desk.connection.pool.query(`update messages set created_at = created_at - make_interval(secs => $2) where id = $1`, [
    id,
    seconds,
  ]);

describe('what was recalled', () => {
  test('message.recalled, by the agent and by the visitor, of the last word and of an earlier one', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const first = await agentSays(agent, conversationId, SLIP);
    const own = await visitorSays(visitor, SLIP);
    await expectEventsMatchRefetch(agent, conversationId, () => recall(agent, conversationId, first.id));
    await expectEventsMatchRefetch(agent, conversationId, () => recallOwn(visitor, own.id));
    const head = await agent.http.request('GET /api/conversations/:id', { params: { id: conversationId } });
    expect(head.lastMessage).toMatchObject({ kind: 'recalled', text: null, authorKind: 'visitor' });
    await closeTalk(agent, conversationId);
  });

  test('is gone by every door to both sides, numbers without a gap, and kept for the audit', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const live = await agent.connect([{ conversationId, after: 0 }]);
    await live.frame('subscribed');
    const { id, seq } = await visitorSays(visitor, SLIP);
    await recallOwn(visitor, id);
    await recallOwn(visitor, id);
    await live.frame('event', ({ event }) => event.type === 'message.recalled');
    expect(seqsAt(live, conversationId)).toEqual(countTo(seq + 1));
    const [a, b] = await Promise.all([
      agent.connect([{ conversationId, after: 0 }]),
      visitor.connect([{ conversationId, after: 0 }]),
    ]);
    await Promise.all([a.frame('subscribed'), b.frame('subscribed')]);
    const doors = await Promise.all([
      ...[agent, visitor].map((who) =>
        who.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } }),
      ),
      agent.http.request('GET /api/conversations', {}),
      visitor.http.request('GET /api/visitor/conversations', {}),
      visitor.http.request('POST /api/visitor/session', { body: { channelId: desk.channelId, token: visitor.token } }),
    ]);
    expect(JSON.stringify([a.frames, b.frames, doors])).not.toContain('hunter2');
    const { rows } = await desk.connection.pool.query('select * from message_recalls where message_id = $1', [id]);
    expect(rows).toMatchObject([{ kind: 'text', text: SLIP, recalled_by_kind: 'visitor', recalled_by: visitor.id }]);
    expect(rows[0]?.recalled_at).toBeInstanceOf(Date);
    await closeTalk(agent, conversationId);
  });

  test('of a note, nothing reaches the visitor', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const live = await visitor.connect([{ conversationId, after: 0 }]);
    const id = newId();
    await agent.http.request('POST /api/conversations/:id/messages', {
      params: { id: conversationId },
      body: { id, message: { kind: 'note', text: SLIP } },
    });
    await expectEventsMatchRefetch(agent, conversationId, () => recall(agent, conversationId, id));
    await agentSays(agent, conversationId, '您好');
    await live.frame('event', ({ event }) => event.type === 'message.created' && event.message.text === '您好');
    const page = await visitor.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
    for (const told of [JSON.stringify(live.frames), JSON.stringify(page)])
      expect(told).not.toMatch(/recalled|note|hunter/);
    expect(page.events.map((event) => event.seq)).toEqual(countTo(page.events.length));
    await closeTalk(agent, conversationId);
  });

  test('a file goes with it', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const file = await upload(desk, visitor, '合同.txt', Buffer.from('x'));
    const id = newId();
    await visitor.http.request('POST /api/visitor/messages', {
      body: { id, message: { kind: 'file', fileId: file.id } },
    });
    const links = () => agent.http.request('POST /api/files/links', { body: { ids: [file.id] } });
    expect((await links()).items).toHaveLength(1);
    await recallOwn(visitor, id);
    expect((await links()).items).toEqual([]);
    await closeTalk(agent, conversationId);
  });
});

describe('it is refused', () => {
  test('after two minutes, after the end, and for what somebody else said', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const old = await agentSays(agent, conversationId, '早说的');
    const fresh = await agentSays(agent, conversationId, '刚说的');
    const theirs = await visitorSays(visitor, '访客说的');
    await age(old.id, 121);
    await expect(recall(agent, conversationId, old.id)).rejects.toMatchObject({ code: 'too_late' });
    await expect(recall(agent, conversationId, theirs.id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(recall(colleague, conversationId, fresh.id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(recallOwn(visitor, fresh.id)).rejects.toMatchObject({ code: 'not_found' });
    const stranger = await desk.buildVisitor();
    await expect(recallOwn(stranger, theirs.id)).rejects.toMatchObject({ code: 'not_found' });
    await closeTalk(agent, conversationId);
    await expect(recall(agent, conversationId, fresh.id)).rejects.toMatchObject({ code: 'conversation_closed' });
  });
});
