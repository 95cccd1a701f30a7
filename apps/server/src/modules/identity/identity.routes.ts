import { finished } from 'node:stream';
import { routes } from '@cskefu/contract';
import type { RegisterRoute } from '../access/index.ts';
import { announce } from './announce.ts';
import { registerApiTokenRoutes } from './api-tokens/api-tokens.routes.ts';
import { changePassword } from './change-password.ts';
import { clientOf } from './client.ts';
import { type IdentityDependencies, loadActor } from './identity.ts';
import { registerPasskeyRoutes } from './passkeys/passkeys.routes.ts';
import { offersPasskeys, relyingPartyOf } from './passkeys/relying-party.ts';
import { presentAccount } from './profile/present-account.ts';
import { registerProfileRoutes } from './profile/profile.routes.ts';
import { completeSecondFactor } from './second-factor/challenge-second-factor.ts';
import { registerSecondFactorRoutes } from './second-factor/second-factor.routes.ts';
import { registerSessionRoutes } from './sessions/sessions.routes.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { registerSingleSignOnRoutes } from './single-sign-on/single-sign-on.routes.ts';

/** Against floods only: how often a password may be wrong is decided by what is counted in the database. */
const STRANGERS = { rateLimit: { max: 120, timeWindow: '1 minute' } };

export function registerIdentityRoutes(register: RegisterRoute, dependencies: IdentityDependencies): void {
  registerSignInRoutes(register, dependencies);
  registerPasswordRoute(register, dependencies);
  registerProfileRoutes(register, dependencies);
  registerSecondFactorRoutes(register, dependencies);
  registerPasskeyRoutes(register, dependencies);
  registerSingleSignOnRoutes(register, dependencies);
  registerSessionRoutes(register, dependencies);
  registerApiTokenRoutes(register, dependencies);
}

function registerSignInRoutes(register: RegisterRoute, dependencies: IdentityDependencies): void {
  const { auth, db, run, publicUrl, singleSignOn } = dependencies;

  register(routes.identity.signInMethods, async ({ request }) => ({
    passkeys: offersPasskeys(relyingPartyOf(request, publicUrl)),
    singleSignOn: singleSignOn && { name: singleSignOn.name },
  }));

  register(
    routes.identity.signIn,
    async ({ body, request, reply }) => {
      const { password, remember } = body;
      const login = body.login ?? body.username ?? '';
      const answer = await signIn(dependencies, { login, password, remember }, clientOf(request));
      if (!('actor' in answer)) return answer;
      reply.header('set-cookie', answer.cookies);
      return presentAccount(db, answer.actor);
    },
    STRANGERS,
  );

  register(
    routes.identity.secondFactor,
    async ({ body, request, reply }) => {
      const { actor, cookies } = await completeSecondFactor(dependencies, body, clientOf(request));
      reply.header('set-cookie', cookies);
      return presentAccount(db, actor);
    },
    STRANGERS,
  );

  register(routes.identity.signOut, async ({ actor, request, reply }) => {
    const token = dependencies.readSessionToken(request.headers.cookie);
    reply.header('set-cookie', await signOut(auth, request.headers));
    if (actor.kind === 'account' && token !== null) {
      dependencies.onSignedOut(actor.id, token);
      await announce(run, actor, 'account.signed_out');
    }
    return { ok: true as const };
  });
}

function registerPasswordRoute(register: RegisterRoute, dependencies: IdentityDependencies): void {
  register(
    routes.identity.changePassword,
    async ({ actor, body, request, reply }) => {
      reply.header('set-cookie', await changePassword(dependencies, actor, body, clientOf(request)));
      // Once the answer is out: this browser must have its new cookie when its connection comes back.
      finished(reply.raw, () => dependencies.onSignedOut(actor.id, null));
      return presentAccount(dependencies.db, await loadActor(dependencies, actor.id));
    },
    { rateLimit: { max: 10, timeWindow: '1 minute' } },
  );
}
