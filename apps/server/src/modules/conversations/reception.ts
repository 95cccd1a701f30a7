import type { Reception } from '@cskefu/contract';
import type { UseCaseContext } from '../access/index.ts';
import { isAttended } from '../agents/index.ts';

/** Whether anybody is there for a visitor of this skill group now: whoever is busy comes back, so the visitor queues. */
export async function findReception(
  { tx }: Pick<UseCaseContext, 'tx' | 'now'>,
  skillGroupId: number,
): Promise<Reception> {
  return (await isAttended(tx, skillGroupId)) ? 'open' : 'nobody_there';
}
