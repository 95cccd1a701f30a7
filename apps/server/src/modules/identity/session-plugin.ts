import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';

/**
 * Lets the library begin a session for an account whose identity we have established, by whichever way: one door for password, second
 * factor, passkey and single sign-on. It has no address, only our code can call it.
 */
export function sessionPlugin() {
  return {
    id: 'cskefu-session',
    endpoints: {
      beginSession: createAuthEndpoint.serverOnly(
        {
          method: 'POST',
          body: z.object({
            accountId: z.string(),
            /** Absent: as in the session that this browser has. */
            remember: z.boolean().optional(),
            ipAddress: z.string(),
            userAgent: z.string(),
          }),
        },
        async (ctx) => {
          const { accountId, ipAddress, userAgent } = ctx.body;
          const { internalAdapter, authCookies, secret } = ctx.context;
          const forgets = await ctx.getSignedCookie(authCookies.dontRememberToken.name, secret);
          const remember = ctx.body.remember ?? !forgets;
          const user = await internalAdapter.findUserById(accountId);
          if (!user) throw new Error('a session was begun for an account that does not exist');
          const session = await internalAdapter.createSession(user.id, !remember, { ipAddress, userAgent });
          await setSessionCookie(ctx, { session, user }, !remember);
          return ctx.json({ token: session.token });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
