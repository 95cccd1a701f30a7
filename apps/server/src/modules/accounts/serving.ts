import type { UseCaseContext } from '../access/index.ts';
import { addAgent, goOffline, removeAgent } from '../agents/index.ts';

/** Makes an agent of an account: it serves conversations as soon as it is connected. */
export async function beginServing(ctx: UseCaseContext, accountId: string): Promise<void> {
  await ctx.tx.updateTable('accounts').set({ is_agent: true }).where('id', '=', accountId).execute();
  await addAgent(ctx.tx, accountId);
}

/** No agent any more: offline first, so that what it serves goes back to the queue. */
export async function stopServing(ctx: UseCaseContext, accountId: string): Promise<void> {
  await ctx.tx.updateTable('accounts').set({ is_agent: false }).where('id', '=', accountId).execute();
  await goOffline(ctx, accountId);
  await removeAgent(ctx.tx, accountId);
}
