import type { Setup } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { presentSetup } from './present-setup.ts';
import { type FirstThings, readSetup, writeFinished } from './setup.store.ts';

/** From now on the guide comes only when it is called. */
export async function finishSetup(ctx: UseCaseContext<AccountActor>, first: FirstThings): Promise<Setup> {
  if (await writeFinished(ctx.tx, ctx.now)) ctx.emit({ type: 'setup.finished' });
  return presentSetup(await readSetup(ctx.tx, first));
}
