import { computedMs } from '../computed-ms.ts';
import { conformanceCase } from '../conformance-case.ts';
import { messageFrame } from '../frames.ts';
import { parses, takesFrames, unless } from '../skips.ts';
import { sample, type Trial } from '../trial.ts';
import { expectTrue } from '../unmet.ts';

const MAX_P99_MS = 5;
const REQUESTS = 200;
/** One of a hundred. */
const SLOW = REQUESTS / 100;

export const paceCases = [
  conformanceCase({
    id: 35,
    name: `200 requests a second are parsed, 99 of 100 within ${MAX_P99_MS} ms`,
    skip: unless(takesFrames, parses),
    run: async (trial) => {
      // A machine that has much else to do gets three tries.
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 3 && best >= MAX_P99_MS; round++) best = Math.min(best, await p99OfParse(trial));
      expectTrue(best < MAX_P99_MS, `p99 below ${MAX_P99_MS} ms`, `it was ${best.toFixed(1)} ms`);
    },
  }),
];

/** Once more are slow than may be, the rest changes nothing. */
const p99OfParse = async (trial: Trial): Promise<number> => {
  const took: number[] = [];
  const raw = messageFrame(trial, sample());
  while (took.length < REQUESTS && took.filter((ms) => ms >= MAX_P99_MS).length <= SLOW) {
    const started = computedMs();
    await trial.channel.parse(raw);
    took.push(computedMs() - started);
  }
  return took.sort((a, b) => b - a)[SLOW] ?? 0;
};
