import type { Block } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import { type BlockRecord, findBlock, setLifted } from './blocks.store.ts';

/** @throws {DomainError} not_found */
export async function liftBlock(ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<Block> {
  const found = await findBlock(ctx.tx, id, ctx.now);
  if (!found || !reaches(ctx.actor, found.path)) throw new DomainError('not_found');
  if (!(await setLifted(ctx.tx, id, ctx.actor.id, ctx.now))) return found.block;
  const { visitor, reason } = found.block;
  ctx.emit({
    type: 'visitor.unblocked',
    orgUnitId: found.orgUnitId,
    payload: { blockId: id, visitorId: visitor.id, visitorName: visitor.name, reason },
  });
  return ((await findBlock(ctx.tx, id, ctx.now)) as BlockRecord).block;
}
