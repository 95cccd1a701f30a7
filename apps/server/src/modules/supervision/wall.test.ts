import { applyWallChange, emptyWall } from '@cskefu/client';
import type { Wall } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk, closeTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import type { TestSocket } from '../../testing/test-socket.ts';

let desk: TestDesk;
let agent: TestAgent;
let supervisor: TestAgent;
let socket: TestSocket;
let branch: { id: number };

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '张三' });
  branch = await desk.buildSkillGroup('分部');
  supervisor = await desk.buildAccount({ name: '王主管', roles: ['supervisor'] });
  socket = await supervisor.connect();
  socket.send({ type: 'watch_wall', watching: true });
  await socket.frame('wall');
});
afterAll(() => desk.stop());

const shown = (at: TestSocket): Wall =>
  at.frames.reduce((wall, frame) => (frame.type === 'wall' ? applyWallChange(wall, frame.change) : wall), emptyWall);
const fetched = (who = supervisor) => who.http.request('GET /api/supervision/wall');
const ours = (wall: Wall) => wall.groups.find(({ id }) => id === desk.skillGroup.id);
const change = (body: object) =>
  supervisor.http.request('PATCH /api/org-units/:id/supervision-settings', {
    params: { id: desk.skillGroup.id },
    body,
  });
const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
const settled = ({ groups, agents, alarms }: Wall) => ({
  groups: groups.toSorted(byName),
  agents: agents.toSorted(byName),
  alarms,
});
/** What a screen has been told, against what a refetch says. */
async function expectTrue(at = socket, who = supervisor): Promise<void> {
  const wanted = settled(await fetched(who));
  await expect.poll(() => settled(shown(at)), { interval: 100 }).toEqual(wanted);
}

describe('the wall', () => {
  test('says what waits, what is served and what the day brought; frames and refetch agree', async () => {
    const before = ours(await fetched());
    const { conversationId } = await beginTalk(desk);
    await expect.poll(() => ours(shown(socket))?.waiting).toBe((before?.waiting ?? 0) + 1);
    await expectTrue();
    await agent.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
    await expect.poll(() => ours(shown(socket))?.active).toBe((before?.active ?? 0) + 1);
    expect(ours(shown(socket))).toMatchObject({ waiting: 0, waitingSince: null, begun: 1, answered: 1, inTime: 1 });
    expect(shown(socket).agents.find(({ id }) => id === agent.id)).toMatchObject({ load: 1, capacity: 10 });
    await expectTrue();
    await closeTalk(agent, conversationId);
    const gone = await beginTalk(desk);
    await gone.visitor.http.request('POST /api/visitor/close');
    await expect.poll(() => ours(shown(socket))?.abandoned).toBe(1);
    await expectTrue();
  });

  test('counts no left message, be it one from the beginning or one that a wait became', async () => {
    const before = ours(await fetched());
    const overflowing = await beginTalk(desk);
    const { http } = await desk.buildVisitor();
    await expect.poll(() => ours(shown(socket))?.waiting).toBe(1);
    await overflowing.visitor.http.request('POST /api/visitor/left-messages', {
      body: { id: crypto.randomUUID(), name: '王小明', email: 'wang@example.com', text: '请回复我' },
    });
    await http.request('POST /api/visitor/left-messages', {
      body: { id: crypto.randomUUID(), name: '王小明', email: 'wang@example.com', text: '请回复我' },
    });
    await expect.poll(() => ours(shown(socket))?.waiting).toBe(0);
    await expectTrue();
    expect(ours(shown(socket))).toMatchObject({ begun: before?.begun, abandoned: before?.abandoned });
    for (const visitor of [overflowing.visitor.http, http]) await visitor.request('POST /api/visitor/close');
    await expectTrue();
    expect(ours(shown(socket))).toMatchObject({ begun: before?.begun, abandoned: before?.abandoned });
  });

  test('shows presence with reason and who forced it', async () => {
    const atAgent = await agent.connect();
    await atAgent.frame('presence', ({ presence }) => presence.state === 'away');
    await supervisor.http.request('POST /api/agents/:id/presence', {
      params: { id: agent.id },
      body: { state: 'away', reason: '午餐' },
    });
    await expect
      .poll(() => shown(socket).agents.find(({ id }) => id === agent.id))
      .toMatchObject({ state: 'away', reason: '午餐', forcedBy: '王主管', maxMinutes: 60 });
    await expectTrue();
  });

  test('comes at most once a second', async () => {
    const seen = socket.frames.length;
    const began = Date.now();
    const talks = await Promise.all(Array.from({ length: 12 }, () => beginTalk(desk)));
    await expect.poll(() => ours(shown(socket))?.waiting).toBe(12);
    const walls = socket.frames.slice(seen).filter(({ type }) => type === 'wall');
    expect(walls.length).toBeLessThanOrEqual(Math.ceil((Date.now() - began) / 1_000) + 1);
    for (const { visitor } of talks) await visitor.http.request('POST /api/visitor/close');
  });

  test('is of the current unit and below, and for whoever may see it', async () => {
    const head = await desk.buildAccount({ unit: branch, roles: ['supervisor'] });
    const theirs = await head.connect();
    theirs.send({ type: 'watch_wall', watching: true });
    await theirs.frame('wall');
    expect(shown(theirs).groups.map(({ id }) => id)).toEqual([branch.id]);
    expect((await fetched(head)).agents.map(({ id }) => id)).not.toContain(agent.id);
    const nosy = await agent.connect();
    nosy.send({ type: 'watch_wall', watching: true });
    expect(await nosy.frame('error')).toMatchObject({ code: 'forbidden' });
    await expect(agent.http.request('GET /api/supervision/wall')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is the same on another node, whatever happens where', async () => {
    const other = await startDesk({ beside: desk });
    const there = await other.agentWith(supervisor, supervisor.cookie).connect();
    there.send({ type: 'watch_wall', watching: true });
    await there.frame('wall');
    await beginTalk(desk, { agent });
    await beginTalk(other);
    await expectTrue(there);
    await expectTrue();
    await other.stop();
  });
});

describe('an alarm', () => {
  test('goes on when more wait than should, is acknowledged for everybody, and is off when it is over', async () => {
    await change({ alarmWaiting: 1, alarmNoAgentReady: true });
    const talks = [await beginTalk(desk), await beginTalk(desk)];
    await expect.poll(() => shown(socket).alarms.map(({ kind }) => kind)).toEqual(['waiting', 'no_agent_ready']);
    await supervisor.http.request('POST /api/org-units/:id/alarms/:kind/acknowledge', {
      params: { id: desk.skillGroup.id, kind: 'waiting' },
    });
    await expect.poll(() => shown(socket).alarms[0]?.acknowledged?.by).toBe('王主管');
    await expectTrue();
    for (const { visitor } of talks) await visitor.http.request('POST /api/visitor/close');
    await expect.poll(() => shown(socket).alarms.filter(({ kind }) => kind === 'waiting')).toEqual([]);
  });
});

describe('settings', () => {
  test('are inherited where a unit says nothing', async () => {
    const root = { params: { id: desk.company.id } };
    const administrator = await desk.buildAccount({ administrator: true });
    await administrator.http.request('PATCH /api/org-units/:id/supervision-settings', {
      ...root,
      body: { answerWithinSeconds: 45, awayReasons: [{ name: '夜班交接', maxMinutes: 10 }] },
    });
    const answer = await change({ serviceLevelTarget: 90 });
    expect(answer.effective).toMatchObject({ answerWithinSeconds: 45, serviceLevelTarget: 90 });
    expect(answer.own.answerWithinSeconds).toBeNull();
    const { items } = await agent.http.request('GET /api/agents/me/away-reasons');
    expect(items).toEqual([{ name: '夜班交接', maxMinutes: 10 }]);
  });
});

test('what goes on is listed by agent, group, age and unanswered words', async () => {
  const { conversationId } = await beginTalk(desk, { agent });
  const list = (query: object) => supervisor.http.request('GET /api/supervision/conversations', { query });
  const ids = async (query: object) => (await list(query)).items.map(({ id }) => id);
  expect(await ids({ agentId: agent.id, skillGroupId: desk.skillGroup.id, state: 'active' })).toContain(conversationId);
  expect(await ids({ longerThanMinutes: 5 })).toEqual([]);
  await desk.db
    .updateTable('conversations')
    .set({ last_message_at: new Date(Date.now() - 90_000) })
    .where('id', '=', conversationId)
    .execute();
  expect(await ids({ unansweredForSeconds: 60 })).toEqual([conversationId]);
  const first = await list({ limit: 1 });
  const next = await list({ limit: 1, cursor: first.nextCursor });
  expect(next.items[0]?.id).not.toBe(first.items[0]?.id);
});
