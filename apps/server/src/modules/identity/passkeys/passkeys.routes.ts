import { routes } from '@cskefu/contract';
import { DomainError } from '../../../platform/errors/index.ts';
import type { RegisterRoute } from '../../access/index.ts';
import { emitAccountEvent } from '../announce.ts';
import { clientOf } from '../client.ts';
import type { IdentityDependencies } from '../identity.ts';
import { presentAccount } from '../profile/present-account.ts';
import { confirmPassword } from '../verify-password.ts';
import { addPasskey, beginPasskey } from './add-passkey.ts';
import { findPasskeys, presentPasskey } from './passkeys.store.ts';
import { relyingPartyOf } from './relying-party.ts';
import { beginPasskeySignIn, signInWithPasskey } from './sign-in-with-passkey.ts';

const STRANGERS = { rateLimit: { max: 60, timeWindow: '1 minute' } };

export function registerPasskeyRoutes(register: RegisterRoute, dependencies: IdentityDependencies): void {
  const { db, run, publicUrl } = dependencies;
  const { passkeys } = routes;

  register(passkeys.list, async ({ actor }) => ({ items: (await findPasskeys(db, actor.id)).map(presentPasskey) }));

  register(passkeys.begin, async ({ actor, body, request }) => {
    await confirmPassword(dependencies, actor, { password: body.password, cookie: request.headers.cookie });
    return { options: { ...(await beginPasskey(db, actor, relyingPartyOf(request, publicUrl))) } };
  });

  register(passkeys.add, ({ actor, body, request }) =>
    addPasskey(dependencies, actor, { ...body, party: relyingPartyOf(request, publicUrl) }),
  );

  register(passkeys.rename, async ({ actor, params, body }) => {
    const row = await db
      .updateTable('passkeys')
      .set({ name: body.name })
      .where('id', '=', params.id)
      .where('account_id', '=', actor.id)
      .returningAll()
      .executeTakeFirst();
    if (!row) throw new DomainError('not_found');
    return presentPasskey(row);
  });

  register(passkeys.remove, ({ actor, params }) =>
    run(
      actor,
      async (ctx) => {
        const row = await ctx.tx
          .deleteFrom('passkeys')
          .where('id', '=', params.id)
          .where('account_id', '=', actor.id)
          .returning('name')
          .executeTakeFirst();
        if (!row) throw new DomainError('not_found');
        emitAccountEvent(ctx, 'account.passkey_removed', { passkeyId: params.id, name: row.name });
        return { ok: true as const };
      },
      undefined,
    ),
  );

  register(
    passkeys.beginSignIn,
    async ({ request }) => ({ options: { ...(await beginPasskeySignIn(db, relyingPartyOf(request, publicUrl))) } }),
    STRANGERS,
  );

  register(
    passkeys.signIn,
    async ({ body, request, reply }) => {
      const party = relyingPartyOf(request, publicUrl);
      const { actor, cookies } = await signInWithPasskey(dependencies, { ...body, party }, clientOf(request));
      reply.header('set-cookie', cookies);
      return presentAccount(db, actor);
    },
    STRANGERS,
  );
}
