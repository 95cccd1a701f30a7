import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { DEFAULTS, NOTHING } from './routing-settings.ts';

let desk: TestDesk;
let administrator: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  administrator = await desk.buildAccount({ administrator: true });
});
afterAll(() => desk.stop());

const read = (id: number, who = administrator) =>
  who.http.request('GET /api/org-units/:id/routing-settings', { params: { id } });
const change = (id: number, body: object, who = administrator) =>
  who.http.request('PATCH /api/org-units/:id/routing-settings', { params: { id }, body });

describe('routing settings', () => {
  test('come from the defaults where nobody says anything', async () => {
    expect(await read(desk.skillGroup.id)).toEqual({ own: NOTHING, inherited: DEFAULTS, effective: DEFAULTS });
  });

  test('come from the nearest unit above that says something, each by itself', async () => {
    const region = await desk.buildUnit('华南');
    const city = await desk.buildUnit('深圳', region);
    await change(desk.company.id, { strategy: 'round_robin', batchSize: 3 });
    await change(region.id, { strategy: 'idle_first' });
    const answer = await change(city.id, { batchSize: 5 });
    expect(answer).toMatchObject({
      own: { strategy: null, batchSize: 5 },
      inherited: { strategy: 'idle_first', batchSize: 3 },
      effective: { strategy: 'idle_first', batchSize: 5, ageingMinutes: DEFAULTS.ageingMinutes },
    });
    expect(await change(city.id, { batchSize: null })).toMatchObject({ effective: { batchSize: 3 } });
    await change(desk.company.id, NOTHING);
    expect(await read(city.id)).toMatchObject({ effective: { strategy: 'idle_first', batchSize: 999 } });
  });

  test('each change is told with what was before and after, and a change of nothing is not', async () => {
    const unit = await desk.buildUnit('客服部');
    await change(unit.id, { maxPerAgent: 4 });
    await change(unit.id, { maxPerAgent: 4 });
    const events = await desk.db
      .selectFrom('events')
      .select(['payload', 'actor_id'])
      .where('type', '=', 'org_unit.routing_settings_changed')
      .where('org_unit_id', '=', unit.id)
      .execute();
    expect(events).toEqual([
      {
        actor_id: administrator.id,
        payload: { unitId: unit.id, name: '客服部', before: { maxPerAgent: null }, after: { maxPerAgent: 4 } },
      },
    ]);
  });

  test('are seen and changed only by those who may, and only in their part of the tree', async () => {
    const elsewhere = await desk.buildUnit('别处');
    const governor = await desk.buildAccount({ unit: desk.skillGroup, administrator: true });
    await change(desk.skillGroup.id, { ageingMinutes: 5 }, governor);
    await expect(read(elsewhere.id, governor)).rejects.toMatchObject({ code: 'not_found' });
    await expect(change(desk.company.id, { ageingMinutes: 5 }, governor)).rejects.toMatchObject({ code: 'not_found' });
    const agent = await desk.buildAgent();
    await expect(change(desk.skillGroup.id, { ageingMinutes: 7 }, agent)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
