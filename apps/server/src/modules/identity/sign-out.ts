import type { IncomingHttpHeaders } from 'node:http';
import type { Auth } from './auth.ts';
import { webHeaders } from './web-headers.ts';

/** Ends the session, if there is one; answers with the cookies that forget it. */
export async function signOut(auth: Auth, headers: IncomingHttpHeaders): Promise<string[]> {
  const response = await auth.api.signOut({ headers: webHeaders(headers), asResponse: true });
  return response.headers.getSetCookie();
}
