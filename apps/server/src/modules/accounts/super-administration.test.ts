import { afterEach, beforeEach, expect, test } from 'vitest';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let chief: TestAgent;
let heir: TestAgent;

beforeEach(async () => {
  desk = await startDesk();
  chief = await desk.buildAccount({ superAdministrator: true, name: '老总' });
  heir = await desk.buildAccount({ unit: desk.skillGroup, name: '新总' });
});
afterEach(() => desk.stop());

const offer = (to: { id: string } = heir, password = PASSWORD, by = chief) =>
  by.http.request('POST /api/super-administration/offer', { body: { accountId: to.id, password } });
const accept = (by = heir, password = PASSWORD) =>
  by.http.request('POST /api/super-administration/accept', { body: { password } });
const show = async (by: TestAgent) => (await by.http.request('GET /api/super-administration/offer')).offer;
const me = (by: TestAgent) => by.http.request('GET /api/me');
const holders = async () => {
  const rows = await desk.db.selectFrom('accounts').select('id').where('is_super_administrator', '=', true).execute();
  return rows.map((row) => row.id);
};

test('is handed over when both have confirmed, and both confirmations are in the log', async () => {
  const { expiresAt } = await offer();
  expect(await show(chief)).toEqual({ from: '老总', to: '新总', mine: false, expiresAt });
  expect(await show(heir)).toMatchObject({ mine: true });
  await accept();
  expect(await holders()).toEqual([heir.id]);
  expect(await me(heir)).toMatchObject({ superAdministrator: true, orgUnit: { id: desk.company.id } });
  expect(await me(chief)).toMatchObject({
    superAdministrator: false,
    administrator: true,
    orgUnit: { id: desk.company.id },
  });
  const events = await desk.db
    .selectFrom('events')
    .select(['type', 'actor_id', 'payload'])
    .where('type', 'like', 'super_administration.%')
    .orderBy('position')
    .execute();
  expect(events).toMatchObject([
    { type: 'super_administration.offered', actor_id: chief.id, payload: { accountId: heir.id } },
    {
      type: 'super_administration.handed_over',
      actor_id: heir.id,
      payload: { accountId: heir.id, accountIds: [chief.id] },
    },
  ]);
  await expect(accept()).rejects.toMatchObject({ code: 'not_found' });
});

test('needs the password of each', async () => {
  await expect(offer(heir, 'wrong1password')).rejects.toMatchObject({ code: 'wrong_credentials' });
  await offer();
  await expect(accept(heir, 'wrong1password')).rejects.toMatchObject({ code: 'wrong_credentials' });
  expect(await holders()).toEqual([chief.id]);
});

test('is for the one whom it was offered to, and shown to nobody else', async () => {
  const other = await desk.buildAccount({ administrator: true });
  await offer();
  expect(await show(other)).toBeNull();
  await expect(accept(other)).rejects.toMatchObject({ code: 'not_found' });
  await expect(offer(other, PASSWORD, other)).rejects.toMatchObject({ code: 'forbidden' });
});

test('can be taken back, replaced, and runs out after a day', async () => {
  const other = await desk.buildAccount({ name: '另一位' });
  await offer();
  await chief.http.request('DELETE /api/super-administration/offer');
  await expect(accept()).rejects.toMatchObject({ code: 'not_found' });
  await offer();
  await offer(other);
  await expect(accept()).rejects.toMatchObject({ code: 'not_found' });
  await desk.db.updateTable('super_administration_offers').set({ expires_at: new Date() }).execute();
  expect(await show(other)).toBeNull();
  await expect(accept(other)).rejects.toMatchObject({ code: 'not_found' });
});

test('is not offered to oneself, to nobody, or to somebody switched off', async () => {
  const off = await desk.buildAccount();
  await chief.http.request('POST /api/accounts/:id/disable', { params: { id: off.id } });
  await expect(offer(chief)).rejects.toMatchObject({ code: 'conflict' });
  await expect(offer(off)).rejects.toMatchObject({ code: 'conflict' });
  await expect(offer({ id: '00000000-0000-4000-8000-000000000000' })).rejects.toMatchObject({ code: 'not_found' });
});

test('does not go to whoever gave the other one a new password meanwhile', async () => {
  const administrator = await desk.buildAccount({ administrator: true });
  await offer();
  await administrator.http.request('POST /api/accounts/:id/reset-password', {
    params: { id: heir.id },
    body: { password: 'stolen1horse' },
  });
  expect(await show(chief)).toBeNull();
});

test('is accepted once, though two clicks come at the same time', async () => {
  await offer();
  const outcomes = await Promise.allSettled([accept(), accept()]);
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  expect(await holders()).toEqual([heir.id]);
});
