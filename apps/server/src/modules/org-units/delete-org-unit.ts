import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessUnitBelow } from './access-org-unit.ts';
import { dependents, refuseInUse } from './dependents.ts';

/**
 * Deletes a unit on which nothing hangs any more. Its row stays for the history.
 * @throws {DomainError} not_found, forbidden, in_use
 */
export async function deleteOrgUnit(ctx: UseCaseContext<AccountActor>, { id }: { id: number }): Promise<void> {
  const unit = await accessUnitBelow(ctx, id);
  refuseInUse(await dependents(ctx.tx, id), ['children', 'accounts', 'channels', 'conversations', 'plugins']);
  await ctx.tx.updateTable('org_units').set({ deleted_at: ctx.now }).where('id', '=', id).execute();
  ctx.emit({ type: 'org_unit.deleted', orgUnitId: id, payload: { unitId: id, name: unit.name } });
}
