import type { Passkey } from '@cskefu/contract';
import type { Selectable } from 'kysely';
import type { Database, DatabaseReader } from '../../../platform/database/index.ts';
import type { DB } from '../../../platform/database/schema.gen.ts';

type PasskeyRow = Selectable<DB['passkeys']>;

export function findPasskeys(db: DatabaseReader, accountId: string): Promise<PasskeyRow[]> {
  return db.selectFrom('passkeys').selectAll().where('account_id', '=', accountId).orderBy('created_at').execute();
}

export function findPasskeyByCredential(db: DatabaseReader, credentialId: string): Promise<PasskeyRow | undefined> {
  return db.selectFrom('passkeys').selectAll().where('credential_id', '=', credentialId).executeTakeFirst();
}

/** Notes a use. False if the counter has not grown: the key was used somewhere else in the same moment. */
export async function noteUse(db: Database, id: string, counter: number, now: Date): Promise<boolean> {
  const used = await db
    .updateTable('passkeys')
    .set({ counter, last_used_at: now })
    .where('id', '=', id)
    .where((where) => where.or([where('counter', '<', String(counter)), where('counter', '=', '0')]))
    .executeTakeFirst();
  return used.numUpdatedRows > 0n;
}

export function presentPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    name: row.name,
    synced: row.synced,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
