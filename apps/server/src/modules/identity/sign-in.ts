import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '../../platform/errors/index.ts';
import type { Auth } from './auth.ts';
import { webHeaders } from './web-headers.ts';

/**
 * Checks user name and password and begins a session. Answers with the account's id and the cookies to set.
 * @throws {DomainError} wrong_credentials, whichever of the two was wrong
 */
export async function signIn(
  auth: Auth,
  credentials: { username: string; password: string; remember: boolean },
  headers: IncomingHttpHeaders,
): Promise<{ accountId: string; cookies: string[] }> {
  const response = await auth.api.signInUsername({
    body: { username: credentials.username, password: credentials.password, rememberMe: credentials.remember },
    headers: webHeaders(headers),
    asResponse: true,
  });
  if (!response.ok) {
    if (response.status >= 500) throw new Error(`sign-in failed with status ${response.status}`);
    throw new DomainError('wrong_credentials');
  }
  const { user } = (await response.json()) as { user: { id: string } };
  return { accountId: user.id, cookies: response.headers.getSetCookie() };
}
