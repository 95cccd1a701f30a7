import type { SetupStep } from '@cskefu/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let chief: TestAgent;
const STEPS: readonly SetupStep[] = [
  'password',
  'organization',
  'skill_group',
  'people',
  'channel',
  'first_conversation',
];

/** A desk as its first start leaves it. In demo mode the first password stands, so that its step can be seen open. */
beforeAll(async () => {
  desk = await startDesk({ variables: { CSKEFU_DEMO: '1' } });
  await desk.db.updateTable('channels').set({ id: 'demo' }).execute();
  chief = await desk.buildAgent({
    superAdministrator: true,
    agent: false,
    orgUnitId: desk.company.id,
    mustChangePassword: true,
  });
  await desk.buildAgent({ username: 'zhangsan' });
});
afterAll(() => desk.stop());

const setup = () => chief.http.request('GET /api/setup');
const stateOf = async (step: SetupStep) => (await setup()).steps.find((each) => each.step === step)?.state;
const mark = (step: SetupStep, state: 'open' | 'done' | 'skipped') =>
  chief.http.request('POST /api/setup/steps/:step', { params: { step }, body: { state } });
const eventsOf = (type: string) => desk.db.selectFrom('events').select('payload').where('type', '=', type).execute();

test('a new desk has everything before it, and only the super administrator is guided', async () => {
  expect(await setup()).toEqual({ finished: false, steps: STEPS.map((step) => ({ step, state: 'open' })) });
  const agent = await desk.buildAgent({ username: 'onlooker' });
  await expect(agent.http.request('GET /api/setup')).rejects.toMatchObject({ code: 'forbidden' });
  await desk.db.deleteFrom('accounts').where('id', '=', agent.id).execute();
});

test('a step can be skipped and opened again; repeating it leaves one line in the audit', async () => {
  await mark('people', 'skipped');
  await mark('people', 'skipped');
  expect(await stateOf('people')).toBe('skipped');
  await mark('people', 'open');
  expect(await stateOf('people')).toBe('open');
  expect(await eventsOf('setup.step_marked')).toHaveLength(2);
});

test('each step notices by itself that it was done, even if it had been skipped', async () => {
  for (const step of STEPS) await mark(step, 'skipped');
  await desk.db.updateTable('accounts').set({ must_change_password: false }).where('id', '=', chief.id).execute();
  expect(await stateOf('password')).toBe('done');
  const named = await chief.http.request('POST /api/setup/organization', { body: { name: '春松科技' } });
  expect(named.steps[1]).toEqual({ step: 'organization', state: 'done' });
  expect(await eventsOf('org_unit.updated')).toEqual([
    { payload: expect.objectContaining({ before: { name: '我的企业' }, after: { name: '春松科技' } }) },
  ]);
  await desk.buildSkillGroup('售后组');
  expect(await stateOf('skill_group')).toBe('done');
  await desk.buildAgent({ username: 'lisi' });
  expect(await stateOf('people')).toBe('done');
  await chief.http.request('PATCH /api/channels/:id', {
    params: { id: 'demo' },
    body: { settings: { allowedOrigins: ['https://www.example.com'] } },
  });
  expect(await stateOf('channel')).toBe('done');
  expect(await stateOf('first_conversation')).toBe('skipped');
  await beginTalk(desk, { channelId: 'demo' });
  expect(await stateOf('first_conversation')).toBe('done');
});

test('keeping the name that was there counts as naming the organization', async () => {
  const other = await startDesk();
  const admin = await other.buildAgent({ superAdministrator: true, agent: false, orgUnitId: other.company.id });
  const { steps } = await admin.http.request('POST /api/setup/organization', { body: { name: '我的企业' } });
  expect(steps[1]).toEqual({ step: 'organization', state: 'done' });
  await other.stop();
});

test('once finished it stays finished, whatever else is done', async () => {
  await chief.http.request('POST /api/setup/finish');
  await chief.http.request('POST /api/setup/finish');
  await mark('people', 'open');
  expect((await setup()).finished).toBe(true);
  expect(await eventsOf('setup.finished')).toHaveLength(1);
});
