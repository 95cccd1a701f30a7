import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';
import { renewLeases } from './agents.store.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const seenAt = async (accountId: string) => {
  const { seen_at } = await desk.db
    .selectFrom('agents')
    .select('seen_at')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return seen_at;
};

test('whoever assigns holds up the lease of nobody else, and is not held up by the renewing', async () => {
  const [free, held] = [await desk.buildAgent(), await desk.buildAgent()];
  const now = new Date('2026-11-26T08:00:00.000Z');
  let renewing: Promise<void> | undefined;
  await desk.db.transaction().execute(async (tx) => {
    const lock = (id: string) => tx.selectFrom('agents').select('account_id').where('account_id', '=', id).forUpdate();
    await lock(held.id).execute();
    renewing = renewLeases(desk.db, [free.id, held.id], now);
    await expect.poll(() => seenAt(free.id)).toEqual(now);
    // In the other order: if the renewing held a row while it waits for this one, both would wait for ever.
    await lock(free.id).execute();
  });
  await renewing;
  expect(await seenAt(held.id)).toEqual(now);
});
