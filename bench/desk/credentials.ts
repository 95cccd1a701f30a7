import { createHmac } from 'node:crypto';
import type { SecretKeys } from '../../apps/server/src/platform/config/index.ts';

/** The cookie of a session whose row stands in the database: signing in through the door is limited to a few a minute. */
export function sessionCookie(keys: SecretKeys, token: string): string {
  const secret = keys.derive('sessions').toString('hex');
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `cskefu.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
