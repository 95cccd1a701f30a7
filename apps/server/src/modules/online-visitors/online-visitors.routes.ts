import { routes } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { RegisterRoute, RunUseCase } from '../access/index.ts';
import type { OnlineVisitors } from './online-visitors.ts';
import { readTrailOfConversation, readVisitorTrail } from './read-trail.ts';

export function registerOnlineVisitorRoutes(
  register: RegisterRoute,
  { run, online }: { run: RunUseCase; online: OnlineVisitors },
): void {
  const { onlineVisitors } = routes;
  const readTrail = readVisitorTrail(online);
  const readOfConversation = readTrailOfConversation(online);

  register(onlineVisitors.list, async ({ actor, query: { cursor = '0', limit, ...filter } }) => {
    if (!/^\d{1,6}$/.test(cursor))
      throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
    const offset = Number(cursor);
    const { visitors } = online.select(actor.scope.id, filter);
    const next = offset + limit < visitors.length ? String(offset + limit) : null;
    return { items: visitors.slice(offset, offset + limit), nextCursor: next };
  });
  register(onlineVisitors.trail, ({ actor, params }) => run.read(actor, readTrail, params));
  register(onlineVisitors.trailOfConversation, ({ actor, params }) => run.read(actor, readOfConversation, params));
}
