import type { AccessSubject } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findHolderWithin, type Holder } from './holders.store.ts';
import { sees, type Thing } from './thing.ts';
import { findThing } from './things.store.ts';

/**
 * Fetches a thing that the actor can see: nobody learns by asking who sees it.
 * @throws {DomainError} not_found
 */
export async function accessThing(
  ctx: UseCaseContext<AccountActor>,
  subject: AccessSubject,
  id: string,
): Promise<Thing> {
  const thing = await findThing(ctx.tx, subject, id);
  if (!thing || !sees(ctx.actor, thing)) throw new DomainError('not_found');
  return thing;
}

/**
 * Fetches an account in the actor's reach.
 * @throws {DomainError} not_found
 */
export async function accessHolder(ctx: UseCaseContext<AccountActor>, id: string): Promise<Holder> {
  const holder = await findHolderWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!holder) throw new DomainError('not_found');
  return holder;
}
