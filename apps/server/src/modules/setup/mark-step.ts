import type { Setup, SetupStep } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { presentSetup } from './present-setup.ts';
import { type FirstThings, type Mark, readSetup, writeMark } from './setup.store.ts';

/** Skips a step, or marks it as done or open again. Marking it as it is changes nothing. */
export async function markStep(
  ctx: UseCaseContext<AccountActor>,
  first: FirstThings,
  { step, state }: { step: SetupStep; state: 'open' | Mark },
): Promise<Setup> {
  const before = (await readSetup(ctx.tx, first)).marks[step] ?? 'open';
  if (before !== state) {
    await writeMark(ctx.tx, step, state === 'open' ? null : state);
    ctx.emit({ type: 'setup.step_marked', payload: { step, before: { state: before }, after: { state } } });
  }
  return presentSetup(await readSetup(ctx.tx, first));
}
