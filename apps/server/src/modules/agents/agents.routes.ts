import { routes } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import { findAgent, presentPresence } from './agents.store.ts';
import { applyPresenceChange } from './change-presence.ts';
import { forcePresence } from './force-presence.ts';

export interface AgentRoutesDependencies {
  readonly db: Database;
  readonly run: RunUseCase;
  readonly readSessionToken: (cookieHeader: string | undefined) => string | null;
}

export function registerAgentRoutes(
  register: RegisterRoute,
  { db, run, readSessionToken }: AgentRoutesDependencies,
): void {
  register(routes.agents.presence, async ({ actor }) => {
    const agent = await findAgent(db, actor.id);
    if (!agent) throw new DomainError('forbidden', { detail: 'this account serves no conversations' });
    return presentPresence(agent);
  });

  register(routes.agents.setPresence, ({ actor, body, request }) =>
    run(actor, applyPresenceChange, {
      accountId: actor.id,
      change: { type: 'chose', wanted: body.state, reason: body.reason ?? null },
      sessionToken: readSessionToken(request.headers.cookie),
    }),
  );

  register(routes.agents.forcePresence, ({ actor, params, body }) => run(actor, forcePresence, { ...body, ...params }));
}
