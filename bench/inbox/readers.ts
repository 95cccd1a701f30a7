// Agents who look at their lists: a process of its own, told by its parent what to do.
import { setTimeout as wait } from 'node:timers/promises';
import { Latencies } from '../load/latencies.ts';
import { obeyOrders } from '../load/obedient-process.ts';
import { HttpLane } from './http-lane.ts';

export type ReadersOrder =
  | { readonly type: 'connect'; readonly port: number; readonly path: string; readonly cookies: readonly string[] }
  /** As fast as answers come. */
  | { readonly type: 'closed'; readonly seconds: number }
  /** So many a second, whatever becomes of them. */
  | { readonly type: 'open'; readonly rate: number; readonly seconds: number };

export interface Answers {
  readonly requests: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

let lanes: HttpLane[] = [];

obeyOrders<ReadersOrder>(async (order) => {
  if (order.type === 'connect') {
    for (const lane of lanes) lane.close();
    lanes = order.cookies.map((cookie) => new HttpLane(order.port, order.path, cookie));
    return undefined;
  }
  return order.type === 'closed' ? closed(order.seconds) : open(order.rate, order.seconds);
});

async function closed(seconds: number): Promise<Answers> {
  const latencies = new Latencies();
  let failed = 0;
  const begun = performance.now();
  await Promise.all(
    lanes.map(async (lane) => {
      while (performance.now() - begun < seconds * 1_000) {
        const asked = performance.now();
        const status = await lane.ask();
        if (status !== 200) failed++;
        if (status === 0) return;
        latencies.add(performance.now() - asked);
      }
    }),
  );
  return answersOf(latencies, (performance.now() - begun) / 1_000, failed);
}

/** A request that finds every lane taken waits, and its waiting counts. */
async function open(rate: number, seconds: number): Promise<Answers> {
  const latencies = new Latencies();
  const free = [...lanes];
  const due: number[] = [];
  let failed = 0;
  const pump = () => {
    while (free.length > 0 && due.length > 0) {
      const lane = free.pop() as HttpLane;
      const dueAt = due.shift() as number;
      void lane.ask().then((status) => {
        if (status !== 200) failed++;
        latencies.add(performance.now() - dueAt);
        free.push(lane);
        pump();
      });
    }
  };
  const begun = performance.now();
  const total = rate * seconds;
  for (let offered = 0; offered < total; ) {
    for (; offered < total && begun + (offered * 1_000) / rate <= performance.now(); offered++)
      due.push(begun + (offered * 1_000) / rate);
    pump();
    await wait(1);
  }
  while (latencies.count < total && performance.now() - begun < (seconds + 20) * 1_000) await wait(5);
  return answersOf(latencies, seconds, failed);
}

function answersOf(latencies: Latencies, seconds: number, failed: number): Answers {
  const { p50Ms, p99Ms } = latencies.percentiles();
  return { requests: latencies.count, seconds, p50Ms, p99Ms, failed };
}
