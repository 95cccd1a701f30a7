import { simulationDay } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk, closeTalk } from '../../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';
import { generateDay } from './generate-day.ts';
import { AS_IT_WAS } from './prepare-day.ts';
import { replay } from './replay.ts';

const usualSettings = {
  strategy: 'least_loaded' as const,
  maxPerAgent: 999,
  lastAgentFirst: false,
  batchSize: 999,
  ageingMinutes: 10,
};
const group = { id: 1, name: '售前', settings: usualSettings, overflow: null };
const busy = {
  arrivalsPerHour: Array.from({ length: 24 }, (_, hour) => (hour >= 9 && hour < 18 ? 100 : 0)),
  handlingSeconds: 300,
  spread: 'lognormal' as const,
  agents: 9,
  capacity: 1,
  patienceSeconds: null,
  shift: { from: 9 * 3_600, to: 19 * 3_600 },
};
const made = (more: Partial<typeof busy> = {}, seed = 1) =>
  generateDay({ ...busy, ...more }, { group, begin: '2026-01-01T00:00:00.000Z', timeZone: 'UTC' }, seed);
const ask = (day: ReturnType<typeof made>, change: Partial<typeof AS_IT_WAS> | null = null) =>
  replay({ day, change: change && { ...AS_IT_WAS, ...change }, targetSeconds: 30, seed: 1 });

describe('a made-up day', () => {
  test('with the same seed is the same, with another one is not', () => {
    expect(ask(made())).toEqual(ask(made()));
    expect(ask(made({}, 2)).replayed).not.toEqual(ask(made()).replayed);
  });

  test('a change of nothing changes nothing', () => {
    const { replayed, changed } = ask(made(), {});
    expect(changed).toEqual(replayed);
  });

  test('one more agent makes waits shorter; one less makes them longer', () => {
    const one = { groupId: 1, count: 1, capacity: 1, ...busy.shift };
    const more = ask(made(), { addAgents: [one] });
    const less = ask(made(), { removeAgents: ['agent-1'] });
    const wait = ({ changed }: typeof more) => changed?.total.averageWait ?? Number.NaN;
    expect(wait(more)).toBeLessThan(more.replayed.total.averageWait ?? 0);
    expect(wait(less)).toBeGreaterThan(more.replayed.total.averageWait ?? 0);
    expect(more.changed?.total.occupancy ?? 1).toBeLessThan(more.replayed.total.occupancy ?? 0);
  });

  test('whoever is impatient leaves, and half the arrivals leave nobody waiting', () => {
    expect(ask(made(), { patience: { kind: 'mean', seconds: 60 } }).changed?.total.abandoned).toBeGreaterThan(0);
    expect(ask(made({ patienceSeconds: 60 } as object)).replayed.total.abandoned).toBeGreaterThan(0);
    expect(ask(made(), { arrivals: 0.5 }).changed?.total.averageWait).toBeLessThan(20);
  });

  test('every figure adds up', () => {
    const { replayed } = ask(made({ patienceSeconds: 120 } as object));
    const { offered, served, abandoned, unserved } = replayed.total;
    expect(served + abandoned + unserved).toBe(offered);
    expect(replayed.hours.reduce((sum, hour) => sum + hour.offered, 0)).toBe(offered);
    expect(replayed.waits.reduce((sum, bar) => sum + bar.count, 0)).toBe(served);
    expect(replayed.groups[0]?.figures).toEqual(replayed.total);
  });
});

describe('a day of the desk', () => {
  let desk: TestDesk;
  let supervisor: TestAgent;

  beforeAll(async () => {
    desk = await startDesk();
    supervisor = await desk.buildAccount({ unit: desk.company, roles: ['supervisor'] });
  });
  afterAll(() => desk.stop());

  const today = new Date().toISOString().slice(0, 10);
  const run = (who: TestAgent, body: object, id = desk.company.id) =>
    who.http.request('POST /api/org-units/:id/simulations', { params: { id }, body: body as never });

  test('tells what happened, and is replayed by the rules of routing', async () => {
    const agent = await desk.buildAgent({ wanted: 'ready' });
    const socket = await agent.connect();
    for (let count = 0; count < 2; count += 1) {
      const params = { id: (await beginTalk(desk)).conversationId };
      await expect
        .poll(async () => (await agent.http.request('GET /api/conversations/:id', { params })).state)
        .toBe('active');
      await closeTalk(agent, params.id);
    }
    await socket.close();

    const chief = await desk.buildAccount({ unit: desk.company, administrator: true });
    const day = await chief.http.request('GET /api/org-units/:id/simulation-days/:date', {
      params: { id: desk.company.id, date: today },
    });
    expect(simulationDay.parse(day)).toEqual(day);
    expect(day.conversations).toHaveLength(2);
    expect(day.conversations.map(({ happened }) => happened?.end)).toEqual(['served', 'served']);
    expect(day.agents.map(({ id }) => id)).toContain(agent.id);

    const answer = await run(supervisor, { day: { kind: 'recorded', date: today } });
    expect(answer.happened?.total).toMatchObject({ offered: 2, served: 2 });
    expect(answer.replayed.total).toMatchObject({ offered: 2 });
    expect(answer.changed).toBeNull();
  });

  test('is made up for a unit with its own settings, in a thread of its own', async () => {
    const { day, happened, replayed, changed } = await run(supervisor, {
      day: { kind: 'generated', ...busy },
      change: { addAgents: [{ groupId: desk.company.id, count: 2, capacity: 1, ...busy.shift }] },
    });
    expect(happened).toBeNull();
    expect(day.groups).toEqual([{ ...group, id: desk.company.id, name: day.groups[0]?.name }]);
    expect(changed?.total.averageWait ?? Number.NaN).toBeLessThan(replayed.total.averageWait ?? 0);
  });

  test('is only for those who may see statistics, and only of their part of the tree', async () => {
    const elsewhere = await desk.buildUnit('别处');
    const theirs = await desk.buildAccount({ unit: elsewhere, roles: ['supervisor'] });
    await expect(run(theirs, { day: { kind: 'recorded', date: today } })).rejects.toMatchObject({ code: 'not_found' });
    const agent = await desk.buildAgent();
    await expect(run(agent, { day: { kind: 'recorded', date: today } })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
