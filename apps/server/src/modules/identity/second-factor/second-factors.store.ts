import type { DatabaseReader } from '../../../platform/database/index.ts';

export interface SecondFactor {
  /** Encrypted. */
  readonly secret: string;
  readonly confirmedAt: Date | null;
}

export async function findSecondFactor(db: DatabaseReader, accountId: string): Promise<SecondFactor | undefined> {
  const row = await db
    .selectFrom('second_factors')
    .select(['secret', 'confirmed_at'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row && { secret: row.secret, confirmedAt: row.confirmed_at };
}

/** Keeps a proposed secret, in place of an earlier proposal. Answers whether it did: one that is switched on stays. */
export async function proposeSecondFactor(db: DatabaseReader, accountId: string, secret: string): Promise<boolean> {
  const row = await db
    .insertInto('second_factors')
    .values({ account_id: accountId, secret })
    .onConflict((conflict) =>
      conflict
        .column('account_id')
        .doUpdateSet({ secret, last_step: 0 })
        .where('second_factors.confirmed_at', 'is', null),
    )
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes the code of a time step, unless one of this step or a later one was taken. */
export async function takeStep(db: DatabaseReader, accountId: string, step: number): Promise<boolean> {
  const taken = await db
    .updateTable('second_factors')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where('last_step', '<', String(step))
    .executeTakeFirst();
  return taken.numUpdatedRows > 0n;
}

/** Switches it on; false if it is already, or was never proposed. */
export async function switchOn(db: DatabaseReader, accountId: string, now: Date): Promise<boolean> {
  const changed = await db
    .updateTable('second_factors')
    .set({ confirmed_at: now })
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** Switches it off and forgets all that belonged to it. Answers whether it was on. */
export async function removeSecondFactor(db: DatabaseReader, accountId: string): Promise<boolean> {
  const removed = await db
    .deleteFrom('second_factors')
    .where('account_id', '=', accountId)
    .returning('confirmed_at')
    .executeTakeFirst();
  await db.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
  await db.deleteFrom('sign_in_challenges').where('account_id', '=', accountId).execute();
  await distrustDevices(db, accountId);
  return removed?.confirmed_at != null;
}

/** From now on every browser is asked for the second factor. */
export async function distrustDevices(db: DatabaseReader, accountId: string): Promise<void> {
  await db.updateTable('known_devices').set({ trusted_until: null }).where('account_id', '=', accountId).execute();
}

export async function countRecoveryCodes(db: DatabaseReader, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_codes')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  return Number(count);
}
