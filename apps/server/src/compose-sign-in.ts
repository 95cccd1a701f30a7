import type { AppParts } from './app-parts.ts';
import { type Authenticator, createAuthenticator, type VisitorTokens } from './modules/access/index.ts';
import {
  type Auth,
  createAuth,
  findAccountByApiToken,
  findAccountBySessionToken,
  readSessionToken,
} from './modules/identity/index.ts';
import type { Database } from './platform/database/index.ts';

interface SignIn {
  readonly auth: Auth;
  readonly authenticator: Authenticator;
  /** The session that a cookie header names; null: none, or not ours. */
  readonly readSessionToken: (cookie: string | undefined) => string | null;
  readonly secureCookies: boolean;
}

/** How somebody signs in, and how they are known afterwards. */
export function composeSignIn({
  config,
  keys,
  db,
  visitorTokens,
}: Pick<AppParts, 'config' | 'keys'> & { readonly db: Database; readonly visitorTokens: VisitorTokens }): SignIn {
  const secret = keys.derive('sessions').toString('hex');
  const secureCookies = config.PUBLIC_URL?.startsWith('https:') ?? false;
  const baseUrl = config.PUBLIC_URL ?? `http://localhost:${config.CC_WEB_PORT}`;
  const cookieName = `${secureCookies ? '__Secure-' : ''}cskefu.session_token`;
  const tokenOf = (cookie: string | undefined) => readSessionToken(cookie, cookieName, secret);
  return {
    auth: createAuth({ db, secret, baseUrl, secureCookies }),
    authenticator: createAuthenticator({
      visitorTokens,
      findAccountByCookie: async (cookie) => {
        const token = tokenOf(cookie);
        return token === null ? undefined : findAccountBySessionToken(db, token, new Date());
      },
      findAccountByApiToken: (token) => findAccountByApiToken(db, token, new Date()),
      keepPassword: config.CSKEFU_DEMO,
    }),
    readSessionToken: tokenOf,
    secureCookies,
  };
}
