import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Benchmark } from '../benchmark.ts';
import { openDesk } from '../desk/desk.ts';
import { populate } from '../desk/populate.ts';
import { startObedientProcess } from '../load/obedient-process.ts';
import { processorSeconds } from '../machine.ts';
import { rounded } from '../median.ts';
import type { Turned, VisitorsOrder } from './visitors-plan.ts';

const VISITORS = Number(process.env['BENCH_VISITORS'] ?? 10_000);
const SCREENS = 20;
/** Each of ten thousand turns a page every half minute. */
const SECONDS_ON_PAGE = 30;
const SECONDS = 20;
const SETTLE_MS = 4_000;
const MOST_FRAMES_PER_SECOND = 2;
/** Two statements for everything of two seconds. */
const MOST_WRITES_PER_SECOND = 1;

/** Visitors on the pages of a site, agents who watch: what both cost the server, the screens and the database. */
export const benchmarkVisitors: Benchmark = async ({ say }) => {
  const desk = await openDesk();
  const clients = startObedientProcess<VisitorsOrder>(join(import.meta.dirname, 'visitors.ts'));
  try {
    const party = await populate(desk, { agents: SCREENS, conversations: 1 });
    const server = await desk.startServer();
    const idle = memoryOf(server.pid);
    const channelId = `bench-${party.visitors.prefix.slice(0, 8)}`;
    const cookies = Array.from({ length: SCREENS }, (_, number) => party.agentCookie(number));
    const plan = { port: desk.port, channelId, browsers: VISITORS, cookies };
    const arrivedIn = await clients.ask<number>({ type: 'browse', plan });
    await wait(SETTLE_MS);
    const memoryKb = (memoryOf(server.pid) - idle) / VISITORS;
    say(`${VISITORS} visitors came in ${rounded(arrivedIn, 1)} s`);
    const [before, cpuBefore] = [await figuresOf(desk.port), processorSeconds([server.pid])];
    const pagesPerSecond = VISITORS / SECONDS_ON_PAGE;
    const turned = await clients.ask<Turned>({ type: 'turn', pagesPerSecond, seconds: SECONDS });
    const [after, cpuAfter] = [await figuresOf(desk.port), processorSeconds([server.pid])];
    await server.stop();
    const figures = {
      visitors: VISITORS,
      online: turned.online,
      screens: SCREENS,
      arrivalsPerSecond: rounded(VISITORS / arrivedIn),
      pagesPerSecond: rounded(turned.pages / turned.seconds),
      framesPerScreenSecond: rounded(turned.mostFramesOfAScreen / turned.seconds, 2),
      kilobytesPerScreenSecond: rounded(turned.bytes / 1_024 / SCREENS / turned.seconds, 1),
      writesPerSecond: rounded((after.writes - before.writes) / turned.seconds, 2),
      rowsPerSecond: rounded((after.rows - before.rows) / turned.seconds),
      serverCpu: rounded((cpuAfter - cpuBefore) / turned.seconds, 2),
      memoryKbPerVisitor: rounded(memoryKb, 1),
    };
    return { figures, faults: faultsOf(figures) };
  } finally {
    await clients.stop();
    await desk.close();
  }
};

function faultsOf(figures: { framesPerScreenSecond: number; writesPerSecond: number; online: number }): string[] {
  const faults: string[] = [];
  // The first frame of a stretch may be that of the turn before.
  if (figures.framesPerScreenSecond > MOST_FRAMES_PER_SECOND + 0.1)
    faults.push(`a screen got ${figures.framesPerScreenSecond} frames a second`);
  if (figures.writesPerSecond > MOST_WRITES_PER_SECOND + 0.2)
    faults.push(`the database was written to ${figures.writesPerSecond} times a second`);
  if (figures.online !== VISITORS) faults.push(`${figures.online} of ${VISITORS} are online`);
  return faults;
}

async function figuresOf(port: number): Promise<{ writes: number; rows: number }> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const read = (name: string) => Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
  return { writes: read('cskefu_visit_writes_total'), rows: read('cskefu_visit_rows_total') };
}

/** Kilobytes of a process. */
function memoryOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
}
