import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import type { OnlineVisitors } from './online-visitors.ts';
import { findPlaceOf, findPlaceOfChannel } from './visits.store.ts';

/**
 * The channel of a visitor whom the actor may see, online or not.
 * @throws {DomainError} not_found, also for what lies outside its scope
 */
export async function accessVisitor(
  ctx: Pick<UseCaseContext<AccountActor>, 'actor' | 'tx'>,
  online: OnlineVisitors,
  visitorId: string,
): Promise<{ channelId: string }> {
  const place = (await findPlaceOf(ctx.tx, visitorId)) ?? (await placeOfOnline(ctx, online, visitorId));
  if (!place || !reaches(ctx.actor, place.path)) throw new DomainError('not_found');
  return place;
}

/** Whoever has just come is not written down yet. */
async function placeOfOnline(
  { tx }: Pick<UseCaseContext<AccountActor>, 'tx'>,
  online: OnlineVisitors,
  visitorId: string,
): Promise<{ channelId: string; path: string } | undefined> {
  const visitor = online.find(visitorId);
  return visitor && findPlaceOfChannel(tx, visitor.channel.id);
}
