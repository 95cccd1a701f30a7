import type { IncomingHttpHeaders } from 'node:http';
import type { Permission } from '@cskefu/contract';
import { type AccountActor, type AccountRecord, type Actor, NOBODY } from './actor.ts';
import { actorFor } from './grants.ts';
import type { VisitorTokens } from './visitor-token.ts';

export interface Authenticator {
  /** Who sends this request: by visitor token or by session cookie. */
  actorOf(headers: IncomingHttpHeaders, address: string): Promise<Actor>;
  /** The account of a session cookie, or null. */
  accountOf(headers: Pick<IncomingHttpHeaders, 'cookie'>, address: string): Promise<AccountActor | null>;
  readonly visitorTokens: VisitorTokens;
}

export function createAuthenticator(options: {
  visitorTokens: VisitorTokens;
  /** The account of the session that a cookie header carries, if it has not ended. */
  findAccountByCookie: (cookieHeader: string) => Promise<AccountRecord | undefined>;
  /** The account of an API token and what the token was made for, if both are still good. */
  findAccountByApiToken?: (
    token: string,
  ) => Promise<{ account: AccountRecord; permissions: readonly Permission[] } | undefined>;
  /** Demo mode: the first passwords may stand. */
  keepPassword: boolean;
}): Authenticator {
  async function accountOf(
    { cookie }: Pick<IncomingHttpHeaders, 'cookie'>,
    address: string,
  ): Promise<AccountActor | null> {
    if (!cookie) return null;
    const account = await options.findAccountByCookie(cookie);
    return account ? { ...actorFor(account, options), address } : null;
  }
  /** What counts is what the account may do now, as far as the token was made for it. */
  async function actorOfApiToken(token: string, address: string): Promise<Actor> {
    const found = await options.findAccountByApiToken?.(token);
    if (!found) return NOBODY;
    const tokenPermissions = new Set(found.permissions);
    const actor = actorFor(found.account, options);
    return { ...actor, permissions: actor.permissions.intersection(tokenPermissions), tokenPermissions, address };
  }
  return {
    visitorTokens: options.visitorTokens,
    accountOf,
    actorOf: async (headers, address) => {
      const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
      if (bearer?.startsWith('csk_')) return actorOfApiToken(bearer, address);
      if (bearer) return options.visitorTokens.verify(bearer) ?? NOBODY;
      return (await accountOf(headers, address)) ?? NOBODY;
    },
  };
}
