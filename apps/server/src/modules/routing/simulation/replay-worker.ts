import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { generateDay } from './generate-day.ts';
import { replay } from './replay.ts';
import type { Errand } from './run-replay.ts';

// On Linux this is the priority of the calling thread alone: whoever serves visitors comes first.
if (process.platform === 'linux') setPriority(0, 19);

const { day, generate, ...rest } = workerData as Errand;
const replayed = day ?? (generate && generateDay(generate.wanted, generate.place, rest.seed));
if (replayed) parentPort?.postMessage(replay({ ...rest, day: replayed }));
