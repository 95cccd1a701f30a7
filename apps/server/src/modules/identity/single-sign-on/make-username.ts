import { randomInt } from 'node:crypto';
import type { DatabaseReader } from '../../../platform/database/index.ts';
import { normalizeName } from '../login-names.ts';
import type { ProvidedIdentity } from './single-sign-on.ts';

const LONGEST = 50;

/** A free user name, as close as can be to what the provider calls the person. */
export async function makeUsername(db: DatabaseReader, identity: ProvidedIdentity): Promise<string> {
  const wanted = identity.preferredUsername ?? identity.email ?? identity.name ?? '';
  const base = normalizeName(wanted.split('@')[0] ?? '')
    .replace(/[^\p{L}\p{N}._-]/gu, '')
    .slice(0, LONGEST);
  for (const name of [base, ...Array.from({ length: 8 }, () => `${base || 'user'}-${randomInt(1_000, 1_000_000)}`)]) {
    if (name.length >= 2 && (await isFree(db, name))) return name;
  }
  return `user-${crypto.randomUUID()}`;
}

async function isFree(db: DatabaseReader, username: string): Promise<boolean> {
  const taken = await db.selectFrom('accounts').select('id').where('username', '=', username).executeTakeFirst();
  return taken === undefined;
}
