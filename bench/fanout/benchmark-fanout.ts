import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { openDesk } from '../desk/desk.ts';
import { numberedIds } from '../desk/numbered-ids.ts';
import { populate } from '../desk/populate.ts';
import { type ObedientProcess, startObedientProcess } from '../load/obedient-process.ts';
import { awaitQuietMachine, processorSeconds } from '../machine.ts';
import { median, rounded } from '../median.ts';
import type { Delivered, ScreensOrder } from './screens-plan.ts';

const SCREENS = 1_000;
const AGENTS = 50;
const MESSAGES = 400;
/** So many messages at a time share the writes to a socket: faster, but not what is promised. */
const BURST = 16;
const RUNS = 5;

type Screens = ObedientProcess<ScreensOrder>;
type Run = Delivered & { serverCpu: number; clientCpu: number };

/** One conversation that a thousand screens show: how many deliveries a second, one message after the other. */
export const benchmarkFanout: Benchmark = async ({ say }) => {
  const desk = await openDesk();
  const screens: Screens = startObedientProcess(join(import.meta.dirname, 'screens.ts'));
  try {
    const party = await populate(desk, { agents: AGENTS, conversations: 1 });
    const server = await desk.startServer();
    const cookies = Array.from({ length: SCREENS }, (_, number) => party.agentCookie(number % AGENTS));
    const shared = { port: desk.port, conversationId: party.conversations.id(0), messagePrefix: numberedIds().prefix };
    await screens.ask({ type: 'connect', plan: { ...shared, visitorToken: party.visitorToken(0), cookies } });
    await screens.ask({ type: 'write', count: MESSAGES / 4, inFlight: 1 });
    const single: Run[] = [];
    const burst: Run[] = [];
    for (let run = 1; run <= RUNS; run++) {
      single.push(await write(screens, server.pid, 1));
      burst.push(await write(screens, server.pid, BURST));
      say(`run ${run}: ${describe(single.at(-1))}; ${BURST} messages at a time: ${describe(burst.at(-1))}`);
    }
    await server.stop();
    return resultOf(single, burst);
  } finally {
    await screens.stop();
    await desk.close();
  }
};

async function write(screens: Screens, serverPid: number, inFlight: number): Promise<Run> {
  await awaitQuietMachine();
  const read = () => [serverPid, screens.pid].map((pid) => processorSeconds([pid]));
  const before = read();
  const result = await screens.ask<Delivered>({ type: 'write', count: MESSAGES, inFlight });
  const shares = read().map((seconds, index) => rounded((seconds - (before[index] ?? 0)) / result.seconds, 2));
  return { ...result, serverCpu: shares[0] ?? 0, clientCpu: shares[1] ?? 0 };
}

const perSecond = ({ deliveries, seconds }: Delivered): number => deliveries / seconds;

function describe(run: Run | undefined): string {
  if (!run) return '';
  return `${rounded(perSecond(run))} deliveries/s, the last screen after p50 ${run.p50Ms} ms, p99 ${run.p99Ms} ms`;
}

function resultOf(single: readonly Run[], burst: readonly Run[]) {
  const middle = (runs: readonly Run[], read: (run: Run) => number, digits = 0) =>
    rounded(median(runs.map(read)), digits);
  const all = [...single, ...burst];
  const lost = all.reduce((sum, run) => sum + run.lost, 0);
  // Counted from the beginning, not for each run.
  const { doubled, reordered } = all.reduce((worst, run) =>
    run.doubled + run.reordered > worst.doubled + worst.reordered ? run : worst,
  );
  const figures = {
    deliveriesPerSecond: middle(single, perSecond),
    screens: SCREENS,
    p50Ms: middle(single, (run) => run.p50Ms, 1),
    p99Ms: middle(single, (run) => run.p99Ms, 1),
    serverCpu: middle(single, (run) => run.serverCpu, 2),
    clientCpu: middle(single, (run) => run.clientCpu, 2),
    burstDeliveriesPerSecond: middle(burst, perSecond),
    lost,
    doubled,
    reordered,
  };
  const isWrong = lost + doubled + reordered > 0;
  return { figures, faults: isWrong ? [`${lost} deliveries lost, ${doubled} doubled, ${reordered} out of order`] : [] };
}
