import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { agentSays, beginTalk, closeTalk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let colleague: TestAgent;

beforeAll(async () => {
  desk = await startDesk({ presenceTimes: { graceMs: 1_000, renewMs: 100 } });
  agent = await desk.buildAgent({ name: '张三', wanted: 'away' });
  colleague = await desk.buildAgent({ name: '李四', wanted: 'away' });
  // Whoever is not there loses their conversations after the time of grace.
  await connected(agent);
});
afterAll(() => desk.stop());

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const snooze = (who: TestAgent, id: string, until: string, reason?: string) =>
  who.http.request('POST /api/conversations/:id/snooze', {
    params: { id },
    body: { until, ...(reason !== undefined && { reason }) },
  });
const wake = (who: TestAgent, id: string) => who.http.request('POST /api/conversations/:id/wake', { params: { id } });
const headFor = (who: TestAgent | TestVisitor, id: string) =>
  who.http.request('GET /api/conversations/:id', { params: { id } });
const list = (who: TestAgent, view: 'mine' | 'snoozed') =>
  who.http.request('GET /api/conversations', { query: { view } });
const idsIn = async (who: TestAgent, view: 'mine' | 'snoozed') => (await list(who, view)).items.map(({ id }) => id);
const connected = async (who: TestAgent) => {
  const socket = await who.connect();
  await socket.frame('presence');
  return socket;
};
const typesOf = async (id: string) =>
  (await agent.http.request('GET /api/conversations/:id/events', { params: { id } })).events.map(({ type }) => type);

describe('a conversation that is put aside', () => {
  test('leaves my list for another one, with its reason, and comes back when I say so', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const until = inMs(3_600_000);
    await expectEventsMatchRefetch(agent, conversationId, () => snooze(agent, conversationId, until, '等仓库回复'));
    expect(await headFor(agent, conversationId)).toMatchObject({ snooze: { until, reason: '等仓库回复' } });
    expect(await idsIn(agent, 'snoozed')).toContain(conversationId);
    expect(await idsIn(agent, 'mine')).not.toContain(conversationId);
    expect((await list(agent, 'mine')).counts.snoozed).toBeGreaterThan(0);
    await expectEventsMatchRefetch(agent, conversationId, () => wake(agent, conversationId));
    expect(await idsIn(agent, 'mine')).toContain(conversationId);
    await closeTalk(agent, conversationId);
  });

  test('is nothing that its visitor hears of', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const socket = await visitor.connect([{ conversationId, after: 0 }]);
    const { seq } = await snooze(agent, conversationId, inMs(3_600_000), '此人太急');
    const { event } = await socket.frame('event', (frame) => frame.event.seq === seq);
    expect(event).toEqual({ type: 'internal', conversationId, seq, at: event.at });
    expect(JSON.stringify(await headFor(visitor, conversationId))).not.toContain('此人太急');
    const again = await visitor.http.request('GET /api/visitor/conversations');
    expect(JSON.stringify(again)).not.toContain('此人太急');
    await socket.close();
    await closeTalk(agent, conversationId);
  });

  test('comes back by itself when its time has come', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await snooze(agent, conversationId, inMs(400));
    await expect.poll(() => idsIn(agent, 'mine')).toContain(conversationId);
    expect((await typesOf(conversationId)).at(-1)).toBe('conversation.woken');
    await closeTalk(agent, conversationId);
  });

  test('comes back at once when the visitor writes, on every screen; words of the agent leave it where it is', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    await snooze(agent, conversationId, inMs(3_600_000));
    await agentSays(agent, conversationId, '查到告诉您');
    expect(await idsIn(agent, 'snoozed')).toContain(conversationId);
    await expectEventsMatchRefetch(agent, conversationId, () => visitorSays(visitor, '还有一个问题'));
    expect(await idsIn(agent, 'mine')).toContain(conversationId);
    await closeTalk(agent, conversationId);
  });

  test('stays with an agent who goes home; when the visitor writes then, it goes to the queue', async () => {
    const leaver = await desk.buildAgent({ name: '赵六', wanted: 'away' });
    const socket = await connected(leaver);
    const aside = await beginTalk(desk, { agent: leaver });
    const open = await beginTalk(desk, { agent: leaver });
    await snooze(leaver, aside.conversationId, inMs(3_600_000));
    await socket.close();
    const stateOf = async (id: string) => (await headFor(colleague, id)).state;
    await expect.poll(() => stateOf(open.conversationId)).toBe('waiting');
    expect(await stateOf(aside.conversationId)).toBe('active');
    await visitorSays(aside.visitor, '人呢？');
    await expect.poll(() => stateOf(aside.conversationId)).toBe('waiting');
    expect(await headFor(colleague, aside.conversationId)).not.toHaveProperty('snooze');
  });

  test('counts towards what its agent may serve', async () => {
    const busy = await desk.buildAgent({ name: '王五', wanted: 'away' });
    await desk.db.updateTable('agents').set({ max_conversations: 1 }).where('account_id', '=', busy.id).execute();
    const socket = await connected(busy);
    const { conversationId } = await beginTalk(desk, { agent: busy });
    await snooze(busy, conversationId, inMs(3_600_000));
    const { conversationId: next } = await beginTalk(desk);
    await expect(busy.http.request('POST /api/conversations/:id/take', { params: { id: next } })).rejects.toMatchObject(
      { code: 'capacity_reached' },
    );
    await socket.close();
  });

  test('is put aside by its agent only, until a moment of the next year', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await expect(snooze(colleague, conversationId, inMs(1_000))).rejects.toMatchObject({ code: 'conflict' });
    await expect(wake(colleague, conversationId)).rejects.toMatchObject({ code: 'conflict' });
    for (const until of [inMs(-1_000), inMs(400 * 86_400_000)])
      await expect(snooze(agent, conversationId, until)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
