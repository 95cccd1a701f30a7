import { routes } from '@cskefu/contract';
import { DomainError } from '../../../platform/errors/index.ts';
import type { RegisterRoute } from '../../access/index.ts';
import { type IdentityDependencies, loadActor } from '../identity.ts';
import { webHeaders } from '../web-headers.ts';
import { avatarKey, deleteAvatar, MAX_AVATAR_BYTES, putAvatar } from './avatar.ts';
import { presentAccount } from './present-account.ts';
import { updateMe } from './update-me.ts';

export function registerProfileRoutes(register: RegisterRoute, dependencies: IdentityDependencies): void {
  const { auth, db, run, storage } = dependencies;
  const presentAnew = async (accountId: string) => presentAccount(db, await loadActor(dependencies, accountId));

  register(routes.identity.me, async ({ actor, request, reply }) => {
    // Lets the library prolong a session that is in use.
    const { headers } = await auth.api.getSession({ headers: webHeaders(request.headers), returnHeaders: true });
    const cookies = headers?.getSetCookie() ?? [];
    if (cookies.length > 0) reply.header('set-cookie', cookies);
    return presentAccount(db, actor);
  });

  register(routes.identity.updateMe, async ({ actor, body }) => {
    await run(actor, updateMe, body);
    return presentAnew(actor.id);
  });

  register(
    routes.identity.putAvatar,
    async ({ actor, request }) => {
      const part = await request.file({ limits: { fileSize: MAX_AVATAR_BYTES } });
      if (!part) throw new DomainError('invalid_input', { detail: 'the field `file` is missing' });
      await putAvatar(dependencies, actor, await part.toBuffer());
      return presentAnew(actor.id);
    },
    { rateLimit: { max: 20, timeWindow: '1 minute' } },
  );

  register(routes.identity.deleteAvatar, async ({ actor }) => {
    await deleteAvatar(dependencies, actor);
    return presentAnew(actor.id);
  });

  register(routes.identity.avatar, async ({ params, reply }) => {
    const row = await db
      .selectFrom('accounts')
      .select('id')
      .where('id', '=', params.accountId)
      .where('avatar_hash', '=', params.hash)
      .executeTakeFirst();
    if (!row) throw new DomainError('not_found');
    reply
      .header('content-type', 'image/webp')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'public, max-age=31536000, immutable');
    return reply.send(await storage.getStream(avatarKey(params.accountId, params.hash)));
  });
}
