import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Auth } from './auth.ts';
import { isStrongPassword } from './password-rule.ts';
import { webHeaders } from './web-headers.ts';

/**
 * Sets a new password and ends all other sessions. Answers with the cookies of the session that goes on.
 * @throws {DomainError} weak_password, wrong_credentials
 */
export async function changePassword(
  { auth, db }: { auth: Auth; db: Database },
  input: { accountId: string; currentPassword: string; newPassword: string },
  headers: IncomingHttpHeaders,
): Promise<string[]> {
  if (!isStrongPassword(input.newPassword) || input.newPassword === input.currentPassword)
    throw new DomainError('weak_password');
  const response = await auth.api.changePassword({
    body: { currentPassword: input.currentPassword, newPassword: input.newPassword, revokeOtherSessions: true },
    headers: webHeaders(headers),
    asResponse: true,
  });
  if (!response.ok) {
    if (response.status >= 500) throw new Error(`changing the password failed with status ${response.status}`);
    throw new DomainError('wrong_credentials');
  }
  await db.updateTable('accounts').set({ must_change_password: false }).where('id', '=', input.accountId).execute();
  return response.headers.getSetCookie();
}
