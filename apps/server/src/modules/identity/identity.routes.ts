import { routes } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, actorFor, type RegisterRoute } from '../access/index.ts';
import { findAccount } from './accounts.store.ts';
import type { Auth } from './auth.ts';
import { changePassword } from './change-password.ts';
import { presentAccount } from './present-account.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { updateMe } from './update-me.ts';
import { webHeaders } from './web-headers.ts';

export interface IdentityDependencies {
  readonly auth: Auth;
  readonly db: Database;
  readonly keepPassword: boolean;
  /** The session has ended: its open browsers must hear of it. */
  readonly onSignedOut: (accountId: string, sessionToken: string | null) => void;
  readonly readSessionToken: (cookieHeader: string | undefined) => string | null;
}

export function registerIdentityRoutes(register: RegisterRoute, dependencies: IdentityDependencies): void {
  const { auth, db } = dependencies;

  async function load(accountId: string): Promise<AccountActor> {
    const account = await findAccount(db, accountId);
    if (!account) throw new DomainError('unauthenticated');
    return actorFor(account, dependencies);
  }

  register(
    routes.identity.signIn,
    async ({ body, request, reply }) => {
      const { accountId, cookies } = await signIn(auth, body, request.headers);
      reply.header('set-cookie', cookies);
      return presentAccount(await load(accountId));
    },
    { rateLimit: { max: 20, timeWindow: '1 minute' } },
  );

  register(routes.identity.signOut, async ({ actor, request, reply }) => {
    reply.header('set-cookie', await signOut(auth, request.headers));
    if (actor.kind === 'account')
      dependencies.onSignedOut(actor.id, dependencies.readSessionToken(request.headers.cookie));
    return { ok: true as const };
  });

  register(
    routes.identity.changePassword,
    async ({ actor, body, request, reply }) => {
      reply.header('set-cookie', await changePassword({ auth, db }, { accountId: actor.id, ...body }, request.headers));
      dependencies.onSignedOut(actor.id, null);
      return presentAccount(await load(actor.id));
    },
    { rateLimit: { max: 10, timeWindow: '1 minute' } },
  );

  register(routes.identity.me, async ({ actor, request, reply }) => {
    // Lets the library prolong a session that is in use.
    const { headers } = await auth.api.getSession({ headers: webHeaders(request.headers), returnHeaders: true });
    const cookies = headers?.getSetCookie() ?? [];
    if (cookies.length > 0) reply.header('set-cookie', cookies);
    return presentAccount(actor);
  });

  register(routes.identity.updateMe, async ({ actor, body }) => {
    await updateMe(db, actor.id, body);
    return presentAccount(await load(actor.id));
  });
}
