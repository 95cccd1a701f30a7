import type { Crowd } from './crowd.ts';
import { Latencies } from './latencies.ts';
import type { Stretch } from './load-plan.ts';

/** The first part of a stretch does not count. */
const WARM_UP_MS = 500;
/** The server is given up when it is so far behind. */
const MOST_BEHIND_SECONDS = 0.7;
const SETTLE_MS = 15_000;
/** Lateness of the generator's own timer that is not put down to the message. */
const TIMER_MS = 2;

/** Messages at a fixed rate, whatever becomes of them. A generator that is late counts its lateness as latency. */
export async function openLoop(crowd: Crowd, rate: number, seconds: number): Promise<Stretch> {
  const watch = watchArrivals(crowd);
  const begun = performance.now();
  const total = Math.round((rate * seconds * 1_000 + rate * WARM_UP_MS) / 1_000);
  let offered = 0;
  let generatorLateMs = 0;
  let gaveUp = false;
  await everyMillisecond((now) => {
    if (now - begun > WARM_UP_MS) watch.count();
    const due = Math.min(total, Math.floor(((now - begun) * rate) / 1_000) + 1);
    while (offered < due) {
      const dueAt = begun + (offered * 1_000) / rate;
      const late = performance.now() - dueAt;
      generatorLateMs = Math.max(generatorLateMs, late);
      crowd.write(crowd.ledger.begin(late > TIMER_MS ? dueAt : performance.now()));
      offered++;
    }
    gaveUp = crowd.ledger.unfinished > Math.max(200, rate * MOST_BEHIND_SECONDS);
    return offered < total && !gaveUp;
  });
  const ended = performance.now();
  await settle(crowd);
  return {
    offered,
    seconds: (ended - begun) / 1_000,
    gaveUp,
    generatorLateMs: Math.round(generatorLateMs),
    ...watch.result(),
  };
}

/** A new message whenever one has arrived, `inFlight` at a time: the most that goes through, with no word on waiting. */
export async function closedLoop(crowd: Crowd, inFlight: number, seconds: number): Promise<Stretch> {
  const watch = watchArrivals(crowd);
  watch.count();
  const begun = performance.now();
  let offered = 0;
  let over = false;
  const next = () => {
    if (over) return;
    offered++;
    crowd.write(crowd.ledger.begin(performance.now()));
  };
  watch.onArrival = next;
  for (let index = 0; index < inFlight; index++) next();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  over = true;
  const counted = watch.result();
  const took = (performance.now() - begun) / 1_000;
  await settle(crowd);
  return { offered, seconds: took, gaveUp: false, generatorLateMs: 0, ...counted };
}

function watchArrivals(crowd: Crowd) {
  let latencies: Latencies | null = null;
  let refused = 0;
  const watch = {
    onArrival: () => {},
    /** From now on arrivals count. */
    count: () => {
      latencies ??= new Latencies();
    },
    result: () => ({ refused, delivered: latencies?.count ?? 0, ...(latencies ?? new Latencies()).percentiles() }),
  };
  crowd.onArrival = (milliseconds) => {
    latencies?.add(milliseconds);
    watch.onArrival();
  };
  crowd.onRefusal = () => {
    refused++;
  };
  return watch;
}

/** Calls `turn` every millisecond or so until it answers false. */
function everyMillisecond(turn: (now: number) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const tick = () => {
      if (turn(performance.now())) setTimeout(tick, 1);
      else resolve();
    };
    tick();
  });
}

async function settle(crowd: Crowd): Promise<void> {
  const end = performance.now() + SETTLE_MS;
  while (crowd.ledger.unfinished > 0 && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 10));
}
