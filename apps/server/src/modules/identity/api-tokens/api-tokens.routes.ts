import { routes } from '@cskefu/contract';
import { DomainError } from '../../../platform/errors/index.ts';
import type { RegisterRoute } from '../../access/index.ts';
import { emitAccountEvent } from '../announce.ts';
import type { IdentityDependencies } from '../identity.ts';
import { confirmPassword } from '../verify-password.ts';
import { presentApiToken } from './api-tokens.store.ts';
import { createApiToken } from './create-api-token.ts';

export function registerApiTokenRoutes(register: RegisterRoute, dependencies: IdentityDependencies): void {
  const { db, run } = dependencies;

  register(routes.apiTokens.list, async ({ actor }) => {
    const rows = await db
      .selectFrom('api_tokens')
      .selectAll()
      .where('account_id', '=', actor.id)
      .orderBy('created_at', 'desc')
      .execute();
    return { items: rows.map(presentApiToken) };
  });

  register(routes.apiTokens.create, async ({ actor, body, request }) => {
    await confirmPassword(dependencies, actor, { password: body.password, cookie: request.headers.cookie });
    return run(actor, createApiToken, body);
  });

  register(routes.apiTokens.revoke, ({ actor, params }) =>
    run(
      actor,
      async (ctx) => {
        const row = await ctx.tx
          .deleteFrom('api_tokens')
          .where('id', '=', params.id)
          .where('account_id', '=', actor.id)
          .returning('name')
          .executeTakeFirst();
        if (!row) throw new DomainError('not_found');
        emitAccountEvent(ctx, 'account.api_token_revoked', { tokenId: params.id, name: row.name });
        return { ok: true as const };
      },
      undefined,
    ),
  );
}
