import { join } from 'node:path';
import type { LoadOrder, LoadPlan, Stretch, Tally } from './load-plan.ts';
import { startObedientProcess } from './obedient-process.ts';

/** The load generator, seen from the process that directs it. */
export interface Generator {
  readonly pid: number;
  openLoop(rate: number, seconds: number): Promise<Stretch>;
  closedLoop(inFlight: number, seconds: number): Promise<Stretch>;
  tally(): Promise<Tally>;
  stop(): Promise<void>;
}

/** Starts a generator and waits until everybody of the plan is connected. */
export async function startGenerator(plan: LoadPlan): Promise<Generator> {
  const { pid, ask, stop } = startObedientProcess<LoadOrder>(join(import.meta.dirname, 'generator.ts'));
  await ask({ type: 'connect', plan });
  return {
    pid,
    stop,
    openLoop: (rate, seconds) => ask({ type: 'open', rate, seconds }),
    closedLoop: (inFlight, seconds) => ask({ type: 'closed', inFlight, seconds }),
    tally: () => ask({ type: 'tally' }),
  };
}
