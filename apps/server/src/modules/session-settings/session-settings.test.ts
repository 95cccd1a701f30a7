import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { findServiceState, readSessionSettings } from './index.ts';
import { DEFAULTS } from './session-settings.ts';

let desk: TestDesk;
let administrator: TestAgent;

beforeAll(async () => {
  desk = await startDesk({ systemTexts: true });
  administrator = await desk.buildAccount({ administrator: true });
});
afterAll(() => desk.stop());

const read = (id: number, who = administrator) =>
  who.http.request('GET /api/org-units/:id/session-settings', { params: { id } });
const change = (id: number, body: object, who = administrator) =>
  who.http.request('PATCH /api/org-units/:id/session-settings', { params: { id }, body });

describe('session settings', () => {
  test('come from the product where nobody says anything', async () => {
    const answer = await read(desk.skillGroup.id);
    expect(answer.effective).toMatchObject({ ...DEFAULTS, strategy: 'least_loaded' });
    expect(Object.values(answer.own).every((value) => value === null)).toBe(true);
    expect(answer.sources).toEqual({});
    expect(answer.builtIn.en['assignedText']).toContain('{agent}');
    expect(await readSessionSettings(desk.db, desk.skillGroup.id)).toEqual(DEFAULTS);
  });

  test('come from the nearest unit above, each by itself, and tell from where', async () => {
    const region = await desk.buildUnit('华南');
    const city = await desk.buildUnit('深圳', region);
    await change(desk.company.id, { welcomeOn: true, welcomeText: '欢迎', batchSize: 3 });
    await change(region.id, { welcomeText: '华南欢迎您' });
    const answer = await change(city.id, { senderName: '小春', strategy: 'round_robin' });
    expect(answer.own).toMatchObject({ senderName: '小春', strategy: 'round_robin', welcomeText: null });
    expect(answer.effective).toMatchObject({
      senderName: '小春',
      welcomeOn: true,
      welcomeText: '华南欢迎您',
      batchSize: 3,
    });
    expect(answer.inherited).toMatchObject({ senderName: '', strategy: 'least_loaded' });
    expect(answer.sources).toEqual({
      welcomeOn: { id: desk.company.id, name: expect.any(String) },
      batchSize: { id: desk.company.id, name: expect.any(String) },
      welcomeText: { id: region.id, name: '华南' },
    });
    expect(await readSessionSettings(desk.db, city.id)).toMatchObject({
      senderName: '小春',
      welcomeText: '华南欢迎您',
    });
    const back = await change(city.id, { senderName: null, strategy: null });
    expect(back.effective).toMatchObject({ senderName: '', strategy: 'least_loaded' });
    await change(desk.company.id, { welcomeOn: null, welcomeText: null, batchSize: null });
  });

  test('do not tell the names of units above one’s own', async () => {
    await change(desk.company.id, { welcomeText: '欢迎' });
    const governor = await desk.buildAccount({ unit: desk.skillGroup, administrator: true });
    expect((await read(desk.skillGroup.id, governor)).sources).toEqual({ welcomeText: { id: null, name: null } });
    await expect(read(desk.company.id, governor)).rejects.toMatchObject({ code: 'not_found' });
    await expect(change(desk.company.id, { welcomeOn: true }, governor)).rejects.toMatchObject({ code: 'not_found' });
    const agent = await desk.buildAgent();
    await expect(change(desk.skillGroup.id, { welcomeOn: true }, agent)).rejects.toMatchObject({ code: 'forbidden' });
    await change(desk.company.id, { welcomeText: null });
  });

  test('each change is told with what was before and after, and a change of nothing is not', async () => {
    const unit = await desk.buildUnit('客服部');
    const hours = [{ day: 1, from: '22:00', to: '06:00' }];
    await change(unit.id, { hours, ageingMinutes: 5 });
    await change(unit.id, { hours, ageingMinutes: 5 });
    const events = await desk.db
      .selectFrom('events')
      .select(['type', 'payload'])
      .where('org_unit_id', '=', unit.id)
      .where('type', 'like', '%settings_changed')
      .orderBy('type')
      .execute();
    expect(events).toEqual([
      {
        type: 'org_unit.routing_settings_changed',
        payload: { unitId: unit.id, name: '客服部', before: { ageingMinutes: null }, after: { ageingMinutes: 5 } },
      },
      {
        type: 'org_unit.session_settings_changed',
        payload: { unitId: unit.id, name: '客服部', before: { hours: null }, after: { hours } },
      },
    ]);
  });

  test('that make no sense are refused, and it is said which', async () => {
    const refused = async (body: object, path: string) =>
      expect(change(desk.skillGroup.id, body)).rejects.toMatchObject({
        code: 'invalid_input',
        issues: [expect.objectContaining({ path: expect.stringContaining(path) })],
      });
    await refused({ timeZone: 'Mars/Phobos' }, 'timeZone');
    await refused({ hours: [{ day: 8, from: '09:00', to: '18:00' }] }, 'hours.0.day');
    await refused({ hours: [{ day: 1, from: '25:00', to: '18:00' }] }, 'hours.0.from');
    await refused({ exceptions: [{ date: '2026-02-30', name: '', ranges: [] }] }, 'exceptions.0.date');
    await refused({ idleWarningSeconds: 0 }, 'idleWarningSeconds');
    await refused({ overflowTo: { kind: 'skill_group', id: desk.skillGroup.id } }, 'overflowTo');
    const day = { date: '2026-10-01', name: '国庆节', ranges: [] };
    await refused({ exceptions: [day, day] }, 'exceptions.1.date');
    await expect(
      change(desk.skillGroup.id, { overflowTo: { kind: 'skill_group', id: desk.company.id } }),
    ).rejects.toMatchObject({ code: 'unavailable_target' });
  });
});

describe('a skill group now', () => {
  const state = (id = desk.skillGroup.id) => findServiceState(desk.db, id, new Date());
  const presence = (id: string, value: string) =>
    desk.db.updateTable('agents').set({ state: value, seen_at: new Date() }).where('account_id', '=', id).execute();

  test('is open when somebody is ready or busy, else nobody is there', async () => {
    expect(await state()).toBe('nobody_there');
    const agent = await desk.buildAgent();
    await presence(agent.id, 'away');
    expect(await state()).toBe('nobody_there');
    for (const value of ['ready', 'busy']) {
      await presence(agent.id, value);
      expect(await state()).toBe('open');
    }
    await presence(agent.id, 'offline');
  });

  test('is closed out of hours, whoever is there', async () => {
    await change(desk.skillGroup.id, { hoursOn: true, hours: [] });
    expect(await state()).toBe('off_hours');
    await change(desk.skillGroup.id, { hoursOn: null, hours: null });
  });

  test('is open when the group that it overflows to is', async () => {
    const other = await desk.buildUnit('总部');
    await desk.db.updateTable('org_units').set({ is_skill_group: true }).where('id', '=', other.id).execute();
    await change(desk.skillGroup.id, { overflowOn: true, overflowTo: { kind: 'skill_group', id: other.id } });
    await change(other.id, { overflowOn: true, overflowTo: { kind: 'skill_group', id: desk.skillGroup.id } });
    expect(await state()).toBe('nobody_there');
    const agent = await desk.buildAgent({ orgUnitId: other.id });
    await presence(agent.id, 'ready');
    expect(await state()).toBe('open');
  });
});
