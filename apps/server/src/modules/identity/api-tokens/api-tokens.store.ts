import { createHash } from 'node:crypto';
import type { ApiToken, Permission } from '@cskefu/contract';
import type { Selectable } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import type { DB } from '../../../platform/database/schema.gen.ts';
import type { AccountRecord } from '../../access/index.ts';
import { findAccount } from '../accounts.store.ts';

const MINUTE = 60_000;

/** What is random enough to be hashed without a salt. */
export const hashToken = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Whose API token this is and what it was made for, unless it has expired or the account is switched off. */
export async function findAccountByApiToken(
  db: Database,
  token: string,
  now: Date,
): Promise<{ account: AccountRecord; permissions: Permission[] } | undefined> {
  const row = await db
    .selectFrom('api_tokens')
    .select(['id', 'account_id', 'permissions', 'last_used_at'])
    .where('token_hash', '=', hashToken(token))
    .where('expires_at', '>', now)
    .executeTakeFirst();
  const account = row && (await findAccount(db, row.account_id));
  if (!account) return undefined;
  if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() >= MINUTE)
    await db.updateTable('api_tokens').set({ last_used_at: now }).where('id', '=', row.id).execute();
  return { account, permissions: row.permissions as Permission[] };
}

export function presentApiToken(row: Selectable<DB['api_tokens']>): ApiToken {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    permissions: row.permissions as Permission[],
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
