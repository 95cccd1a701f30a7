import type { ConversationEvent } from '@cskefu/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { agentSays, beginTalk, closeTalk, eventsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { createWebChannel } from '../channels/index.ts';

let desk: TestDesk;
let chief: TestAgent;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk({ systemTexts: true });
  [chief, agent] = [await desk.buildAccount({ administrator: true }), await desk.buildAgent()];
});
afterAll(() => desk.stop());

/** A skill group of its own with a channel, and what it is to do. */
async function buildGroup(settings: object = {}) {
  const name = `组 ${Math.random().toString(36).slice(2, 8)}`;
  const group = await desk.buildUnit(name);
  await desk.db.updateTable('org_units').set({ is_skill_group: true }).where('id', '=', group.id).execute();
  const channelId = `site-${group.id}`;
  await desk.db.transaction().execute((tx) =>
    createWebChannel(tx, desk.app.secrets, {
      id: channelId,
      name: '网站',
      orgUnitId: group.id,
      skillGroupId: group.id,
    }),
  );
  await change(group.id, settings);
  return { id: group.id, name, channelId };
}

const change = (id: number, body: object) =>
  chief.http.request('PATCH /api/org-units/:id/session-settings', { params: { id }, body });
const presence = (id: string, state: string) =>
  desk.db.updateTable('agents').set({ state, seen_at: new Date() }).where('account_id', '=', id).execute();

async function eventsOf(id: string): Promise<ConversationEvent[]> {
  const page = await chief.http.request('GET /api/conversations/:id/events', { params: { id }, query: { limit: 100 } });
  return page.events;
}
/** What the desk itself said. */
async function saidIn(id: string): Promise<(string | null)[]> {
  return (await eventsOf(id)).flatMap((event) =>
    event.type === 'message.created' && event.message.author.kind === 'system' ? [event.message.text] : [],
  );
}
const headOf = (id: string) => chief.http.request('GET /api/conversations/:id', { params: { id } });
/** What happened so far has been heard, and nothing is due. */
async function isAttended(): Promise<boolean> {
  const { rows } = await sql<{ attended: boolean }>`
    select coalesce(max(e.position), 0) <= (select position from event_consumers where name = 'session-flow')
      and not exists (select from due_tasks where due_at <= now()) as attended
    from events e where e.type in ('conversation.waiting', 'conversation.assigned', 'org_unit.session_settings_changed')`.execute(
    desk.db,
  );
  return rows[0]?.attended ?? false;
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const seqsAreWhole = async (id: string) => {
  const seqs = (await eventsOf(id)).map(({ seq }) => seq);
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
};

async function serve(conversationId: string, group: { id: number }, who = agent) {
  await desk.db.updateTable('accounts').set({ org_unit_id: group.id }).where('id', '=', who.id).execute();
  await who.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
}

describe('at the beginning', () => {
  test('the visitor is welcomed, and told that nobody is there, once, in their language, by the name of the desk', async () => {
    const group = await buildGroup({ welcomeOn: true, welcomeText: '欢迎！', senderName: '小春' });
    const { conversationId, visitor } = await beginTalk(desk, { channelId: group.channelId });
    await expect.poll(() => saidIn(conversationId)).toEqual(['欢迎！', expect.stringContaining('客服暂时不在')]);
    const said = (await eventsOf(conversationId)).find(
      (event) => event.type === 'message.created' && event.message.author.kind === 'system',
    );
    expect(said).toMatchObject({ message: { author: { kind: 'system', id: null, name: '小春' }, kind: 'text' } });
    await visitorSays(visitor, '还在吗？');
    await pause(300);
    expect(await saidIn(conversationId)).toHaveLength(2);
    await seqsAreWhole(conversationId);
  });

  test('they are told when it opens again, and not that nobody is there', async () => {
    const group = await buildGroup({ hoursOn: true, hours: [], offHoursText: '休息中，{opening}再来' });
    const { conversationId } = await beginTalk(desk, { channelId: group.channelId });
    await expect.poll(() => saidIn(conversationId)).toEqual(['休息中，稍后再来']);
  });

  test('they are told their place where all are busy, and only if they still wait', async () => {
    const group = await buildGroup({ busyOn: true, busyText: '第 {position} 位，{estimate}', nobodyOn: false });
    const busy = await desk.buildAgent({ orgUnitId: group.id });
    await presence(busy.id, 'busy');
    const first = await beginTalk(desk, { channelId: group.channelId });
    const second = await beginTalk(desk, { channelId: group.channelId });
    await expect.poll(() => saidIn(second.conversationId)).toEqual(['第 2 位，几分钟']);
    const served = await beginTalk(desk, { channelId: group.channelId });
    await busy.http.request('POST /api/conversations/:id/take', { params: { id: served.conversationId } });
    await pause(2_500);
    expect(await saidIn(served.conversationId)).toEqual([]);
    expect(await saidIn(first.conversationId)).toEqual(['第 1 位，几分钟']);
  });

  test('nothing is said where everything is switched off or somebody is there', async () => {
    const group = await buildGroup();
    const somebody = await desk.buildAgent({ orgUnitId: group.id });
    await presence(somebody.id, 'busy');
    const { conversationId } = await beginTalk(desk, { channelId: group.channelId });
    await pause(800);
    expect(await saidIn(conversationId)).toEqual([]);
  });
});

test('who has come is told with their name, and the end with the closing text before it', async () => {
  const group = await buildGroup({ nobodyOn: false, assignedOn: true, closingOn: true, closingText: '再见' });
  const { conversationId } = await beginTalk(desk, { channelId: group.channelId });
  await serve(conversationId, group);
  await expect.poll(() => saidIn(conversationId)).toEqual(['您好，张三 为您服务。']);
  await expectEventsMatchRefetch(agent, conversationId, () => closeTalk(agent, conversationId));
  expect((await eventsOf(conversationId)).slice(-2)).toMatchObject([
    { type: 'message.created', message: { text: '再见', author: { kind: 'system' } } },
    { type: 'conversation.closed', reason: 'agent' },
  ]);
  await seqsAreWhole(conversationId);
});

describe('a visitor who is silent', () => {
  test('is warned and let go in the groups that say so, and nowhere else', async () => {
    const group = await buildGroup({
      nobodyOn: false,
      idleWarningOn: true,
      idleWarningSeconds: 1,
      idleWarningText: '还在吗？',
      idleCloseOn: true,
      idleCloseSeconds: 1,
      idleCloseText: '先结束了',
    });
    const other = await buildGroup({ nobodyOn: false });
    const { conversationId } = await beginTalk(desk, { channelId: group.channelId });
    await serve(conversationId, group);
    const elsewhere = await beginTalk(desk, { channelId: other.channelId });
    await serve(elsewhere.conversationId, other);
    await pause(1_500);
    // They wait for an answer.
    expect(await saidIn(conversationId)).toEqual([]);
    await agentSays(agent, elsewhere.conversationId, '您好');
    await agentSays(agent, conversationId, '您好');
    await expect.poll(() => saidIn(conversationId)).toEqual(['还在吗？']);
    await expect.poll(async () => (await headOf(conversationId)).state).toBe('closed');
    // What was said last in the lists was said by a person.
    expect(await headOf(conversationId)).toMatchObject({ closeReason: 'idle', lastMessage: { text: '您好' } });
    expect(await saidIn(conversationId)).toEqual(['还在吗？', '先结束了']);
    expect((await headOf(elsewhere.conversationId)).state).toBe('active');
    await seqsAreWhole(conversationId);
  });

  test('and answers after the warning is kept', async () => {
    const group = await buildGroup({
      nobodyOn: false,
      idleWarningOn: true,
      idleWarningSeconds: 1,
      idleCloseOn: true,
      idleCloseSeconds: 1,
    });
    const { conversationId, visitor } = await beginTalk(desk, { channelId: group.channelId });
    await serve(conversationId, group);
    await agentSays(agent, conversationId, '您好');
    await expect.poll(() => saidIn(conversationId)).toHaveLength(1);
    await visitorSays(visitor, '在的');
    await pause(2_200);
    expect((await headOf(conversationId)).state).toBe('active');
    expect(await saidIn(conversationId)).toHaveLength(1);
  });

  test('is timed in conversations that were open already when it is switched on', async () => {
    const group = await buildGroup({ nobodyOn: false });
    const { conversationId } = await beginTalk(desk, { channelId: group.channelId });
    await serve(conversationId, group);
    await agentSays(agent, conversationId, '您好');
    await change(group.id, { idleCloseOn: true, idleCloseSeconds: 1 });
    await expect.poll(async () => (await headOf(conversationId)).closeReason).toBe('idle');
  });
});

test('a slow agent is excused once, until they answer', async () => {
  const group = await buildGroup({ nobodyOn: false, slowReplyOn: true, slowReplySeconds: 1, slowReplyText: '请稍候' });
  const { conversationId, visitor } = await beginTalk(desk, { channelId: group.channelId });
  await serve(conversationId, group);
  await expect.poll(() => saidIn(conversationId)).toEqual(['请稍候']);
  await visitorSays(visitor, '？');
  await pause(1_500);
  expect(await saidIn(conversationId)).toHaveLength(1);
  await agentSays(agent, conversationId, '来了');
  await visitorSays(visitor, '好的，那么');
  await expect.poll(() => saidIn(conversationId)).toEqual(['请稍候', '请稍候']);
});

describe('a visitor who waits for too long', () => {
  test('is told so and let go', async () => {
    const group = await buildGroup({ nobodyOn: false, queueTimeoutOn: true, queueTimeoutSeconds: 1 });
    const { conversationId } = await beginTalk(desk, { channelId: group.channelId });
    await expect.poll(async () => (await headOf(conversationId)).state).toBe('closed');
    expect(await headOf(conversationId)).toMatchObject({ closeReason: 'queue_timeout' });
    expect(await saidIn(conversationId)).toEqual([expect.stringContaining('请稍后再来')]);
  });

  test('goes over to the other group, keeps since when they wait, and never comes back', async () => {
    const from = await buildGroup({ nobodyOn: false, overflowOn: true, overflowSeconds: 1 });
    const to = await buildGroup({ nobodyOn: false, overflowOn: true, overflowSeconds: 1 });
    await change(from.id, { overflowTo: { kind: 'skill_group', id: to.id } });
    await change(to.id, { overflowTo: { kind: 'skill_group', id: from.id } });
    for (const group of [from, to]) {
      const busy = await desk.buildAgent({ orgUnitId: group.id });
      await presence(busy.id, 'busy');
    }
    const { conversationId, visitor } = await beginTalk(desk, { channelId: from.channelId });
    const guest = await visitor.connect([{ conversationId, after: 0 }]);
    await guest.frame('subscribed');
    const { waitingSince } = await headOf(conversationId);
    await expect.poll(async () => (await headOf(conversationId)).skillGroup.id).toBe(to.id);
    expect((await headOf(conversationId)).waitingSince).toBe(waitingSince);
    expect((await eventsOf(conversationId)).slice(-2)).toMatchObject([
      { type: 'conversation.moved', by: { kind: 'system' }, from: { id: from.id }, skillGroup: { id: to.id } },
      { type: 'conversation.waiting', reason: 'overflow', since: waitingSince },
    ]);
    const seenByVisitor = () =>
      eventsAt(guest, conversationId)
        .slice(-2)
        .map((event) => event.type);
    await expect.poll(seenByVisitor).toEqual(['internal', 'internal']);
    await guest.close();
    await pause(1_500);
    expect((await headOf(conversationId)).skillGroup.id).toBe(to.id);
    const left = await desk.db.selectFrom('due_tasks').selectAll().where('subject_id', '=', conversationId).execute();
    expect(left).toEqual([]);
  });

  test('becomes a left message where the group says so, and has no clock any more', async () => {
    const group = await buildGroup({
      nobodyOn: false,
      queueTimeoutOn: true,
      queueTimeoutSeconds: 1,
      queueTimeoutThen: 'left_message',
    });
    const { conversationId } = await beginTalk(desk, { channelId: group.channelId });
    await expect.poll(async () => (await headOf(conversationId)).origin).toBe('left_message');
    await pause(500);
    expect((await headOf(conversationId)).state).toBe('waiting');
    const left = await desk.db.selectFrom('due_tasks').selectAll().where('subject_id', '=', conversationId).execute();
    expect(left).toEqual([]);
  });

  test('waits on while nobody is there to go over to', async () => {
    const to = await buildGroup({ nobodyOn: false });
    const from = await buildGroup({
      nobodyOn: false,
      overflowOn: true,
      overflowSeconds: 1,
      overflowTo: { kind: 'skill_group', id: to.id },
    });
    const { conversationId } = await beginTalk(desk, { channelId: from.channelId });
    await pause(1_800);
    expect((await headOf(conversationId)).skillGroup.id).toBe(from.id);
  });
});

test('a message costs nothing more where timers are on: no row is written for it', async () => {
  const group = await buildGroup({ nobodyOn: false, idleWarningOn: true, idleWarningSeconds: 600 });
  const { conversationId, visitor } = await beginTalk(desk, { channelId: group.channelId });
  await serve(conversationId, group);
  const row = () =>
    desk.db.selectFrom('due_tasks').selectAll().where('subject_id', '=', conversationId).executeTakeFirst();
  await expect.poll(isAttended).toBe(true);
  const before = await row();
  expect(before).toBeDefined();
  for (const text of ['1', '2', '3']) await visitorSays(visitor, text);
  await agentSays(agent, conversationId, '4');
  expect(await row()).toEqual(before);
});
