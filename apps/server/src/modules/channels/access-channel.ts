import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import { type ChannelRecord, findChannel } from './channels.store.ts';

/**
 * Fetches a channel that the actor may see.
 * @throws {DomainError} not_found, also for what lies outside its scope
 */
export async function accessChannel(ctx: UseCaseContext<AccountActor>, id: string): Promise<ChannelRecord> {
  const channel = await findChannel(ctx.tx, id);
  if (!channel || !reaches(ctx.actor, channel.orgUnitPath)) throw new DomainError('not_found');
  return channel;
}
