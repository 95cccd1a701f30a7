import { routes } from '@cskefu/contract';
import { DomainError } from '../../../platform/errors/index.ts';
import type { RegisterRoute } from '../../access/index.ts';
import type { IdentityDependencies } from '../identity.ts';
import { describeDevice } from './describe-device.ts';
import { endOtherSessions, endSession } from './end-session.ts';
import { findSessions } from './sessions.store.ts';

export function registerSessionRoutes(register: RegisterRoute, dependencies: IdentityDependencies): void {
  const { db, run, readSessionToken, onSignedOut } = dependencies;

  register(routes.sessions.list, async ({ actor, request }) => {
    const mine = readSessionToken(request.headers.cookie);
    const rows = await findSessions(db, actor.id, new Date());
    const items = rows.map((row) => ({
      id: row.id,
      current: row.token === mine,
      device: describeDevice(row.user_agent ?? ''),
      address: row.ip_address || null,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    }));
    return { items: items.sort((a, b) => Number(b.current) - Number(a.current)) };
  });

  register(routes.sessions.end, async ({ actor, params }) => {
    onSignedOut(actor.id, await run(actor, endSession, params));
    return { ok: true as const };
  });

  register(routes.sessions.endOthers, async ({ actor, request }) => {
    const exceptToken = readSessionToken(request.headers.cookie);
    if (exceptToken === null) throw new DomainError('unauthenticated');
    const ended = await run(actor, endOtherSessions, { exceptToken });
    for (const token of ended) onSignedOut(actor.id, token);
    return { ended: ended.length };
  });
}
