import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Database, DatabaseReader } from '../../../platform/database/index.ts';

/** A browser in which an account has signed in before. */
export interface KnownDevice {
  readonly id: string;
  /** The second factor need not be asked for. */
  readonly trusted: boolean;
}

const DAY = 24 * 60 * 60 * 1_000;
const KNOWN_MS = 180 * DAY;
const TRUSTED_MS = 30 * DAY;

export interface DeviceCookies {
  readonly key: Buffer;
  readonly secure: boolean;
}

/** One cookie per account: colleagues who share a browser do not forget each other. */
function cookieName(accountId: string, { secure }: DeviceCookies): string {
  const account = createHash('sha256').update(accountId).digest('hex').slice(0, 12);
  return `${secure ? '__Secure-' : ''}cskefu.device.${account}`;
}

function signatureOf(accountId: string, deviceId: string, { key }: DeviceCookies): Buffer {
  return createHmac('sha256', key).update(`${accountId} ${deviceId}`).digest();
}

/** The device that a cookie header proves for this account. */
export async function recognizeDevice(
  db: DatabaseReader,
  cookies: DeviceCookies,
  cookieHeader: string | undefined,
  accountId: string,
  now: Date,
): Promise<KnownDevice | undefined> {
  const id = readDeviceId(cookies, cookieHeader, accountId);
  if (!id) return undefined;
  const row = await db
    .selectFrom('known_devices')
    .select('trusted_until')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { id, trusted: row.trusted_until !== null && row.trusted_until > now };
}

function readDeviceId(cookies: DeviceCookies, cookieHeader: string | undefined, accountId: string): string | null {
  const name = `${cookieName(accountId, cookies)}=`;
  const value = cookieHeader
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(name))
    ?.slice(name.length);
  const [id = '', signature = ''] = value?.split('.') ?? [];
  const given = Buffer.from(signature, 'base64url');
  const wanted = signatureOf(accountId, id, cookies);
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? id : null;
}

/** Remembers the browser of a sign-in that succeeded; answers with the cookie to set. */
export async function rememberDevice(
  db: Database,
  cookies: DeviceCookies,
  device: { accountId: string; known: KnownDevice | undefined; trust: boolean },
  now: Date,
): Promise<string> {
  const id = device.known?.id ?? randomUUID();
  const expires_at = new Date(now.getTime() + KNOWN_MS);
  const trust = device.trust ? { trusted_until: new Date(now.getTime() + TRUSTED_MS) } : {};
  await db
    .insertInto('known_devices')
    .values({ id, account_id: device.accountId, expires_at, ...trust })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ expires_at, ...trust }))
    .execute();
  const signature = signatureOf(device.accountId, id, cookies).toString('base64url');
  const name = cookieName(device.accountId, cookies);
  return `${name}=${id}.${signature}; Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${KNOWN_MS / 1_000}${cookies.secure ? '; Secure' : ''}`;
}

/** Every browser is a stranger again: after a new password, or when the second factor changes. */
export async function forgetDevices(db: DatabaseReader, accountId: string): Promise<void> {
  await db.deleteFrom('known_devices').where('account_id', '=', accountId).execute();
}
