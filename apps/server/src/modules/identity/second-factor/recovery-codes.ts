import { createHmac, randomInt } from 'node:crypto';
import type { DatabaseReader } from '../../../platform/database/index.ts';

const CODES = 10;
/** Without signs that look alike. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

function makeCode(): string {
  const signs = Array.from({ length: 10 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${signs.slice(0, 5)}-${signs.slice(5)}`;
}

/** As people type it: capitals, spaces and missing dashes do not matter. */
function hashCode(key: Buffer, accountId: string, code: string): string {
  const plain = code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return createHmac('sha256', key).update(`${accountId} ${plain}`).digest('base64url');
}

/** New codes in place of all earlier ones; only their hashes are kept. */
export async function replaceRecoveryCodes(tx: DatabaseReader, key: Buffer, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, makeCode);
  await tx.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute();
  await tx
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ account_id: accountId, code_hash: hashCode(key, accountId, code) })))
    .execute();
  return codes;
}

/** Whether it is one of the codes; from now on it is none. */
export async function useRecoveryCode(
  db: DatabaseReader,
  key: Buffer,
  accountId: string,
  code: string,
): Promise<boolean> {
  const used = await db
    .deleteFrom('recovery_codes')
    .where('account_id', '=', accountId)
    .where('code_hash', '=', hashCode(key, accountId, code))
    .executeTakeFirst();
  return used.numDeletedRows > 0n;
}
