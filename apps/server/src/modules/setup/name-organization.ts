import type { Setup } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { updateOrgUnit } from '../org-units/index.ts';
import { markStep } from './mark-step.ts';
import type { FirstThings } from './setup.store.ts';

/** Names the root unit. Whoever keeps the name that was there has named it, too. */
export async function nameOrganization(
  ctx: UseCaseContext<AccountActor>,
  first: FirstThings,
  { name }: { name: string },
): Promise<Setup> {
  const root = await ctx.tx
    .selectFrom('org_units')
    .select('id')
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow();
  await updateOrgUnit(ctx, { id: root.id, name });
  return markStep(ctx, first, { step: 'organization', state: 'done' });
}
