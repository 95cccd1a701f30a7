import { Worker } from 'node:worker_threads';
import type { GeneratedDay, Simulation, SimulationDay } from '@cskefu/contract';
import { DomainError } from '../../../platform/errors/index.ts';
import type { ReplayQuestion } from './replay.ts';

/** What a thread is given to do: a day, or how to make one up. */
export interface Errand extends Omit<ReplayQuestion, 'day'> {
  readonly day?: SimulationDay;
  readonly generate?: {
    readonly wanted: GeneratedDay;
    readonly place: { group: SimulationDay['groups'][number]; begin: string; timeZone: string };
  };
}

export type RunReplay = (errand: Errand) => Promise<Simulation>;

const MOST_MS = 30_000;
const MOST_MEGABYTES = 512;
const MOST_IN_LINE = 4;

/** One simulation after the other, in a thread of its own with the lowest priority, and bounds of time and memory. */
export function createReplayRunner(): RunReplay {
  let line: Promise<unknown> = Promise.resolve();
  let inLine = 0;
  return async (errand) => {
    if (inLine >= MOST_IN_LINE) throw new DomainError('busy', { retryAfterMs: 5_000 });
    inLine += 1;
    const mine = line.then(() => runInThread(errand));
    line = mine.catch(() => {});
    try {
      return await mine;
    } finally {
      inLine -= 1;
    }
  };
}

function runInThread(errand: Errand): Promise<Simulation> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), {
      workerData: errand,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    const tooMuch = () => reject(new DomainError('too_large', { detail: 'the simulation took too long' }));
    const timer = setTimeout(() => {
      tooMuch();
      void worker.terminate();
    }, MOST_MS);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      clearTimeout(timer);
      if (code !== 0) reject(new Error(`the simulation ended with ${code}`));
    });
  });
}
