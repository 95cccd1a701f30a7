import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LoadAnswer, LoadOrder, LoadPlan, Stretch, Tally } from './load-plan.ts';

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
  const child = fork(join(import.meta.dirname, 'generator.ts'), {
    execArgv: ['--max-semi-space-size=32'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const ask = async <T>(order: LoadOrder): Promise<T> => {
    child.send(order);
    const [answer] = (await Promise.race([
      once(child, 'message'),
      ended.then(() => [{ ok: false, error: 'the generator ended' }]),
    ])) as [LoadAnswer];
    if (!answer.ok) throw new Error(answer.error);
    return answer.value as T;
  };
  await ask({ type: 'connect', plan });
  return {
    pid: child.pid ?? 0,
    openLoop: (rate, seconds) => ask({ type: 'open', rate, seconds }),
    closedLoop: (inFlight, seconds) => ask({ type: 'closed', inFlight, seconds }),
    tally: () => ask({ type: 'tally' }),
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}
