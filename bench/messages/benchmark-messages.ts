import type { Benchmark } from '../benchmark.ts';
import { openDesk } from '../desk/desk.ts';
import type { Stretch } from '../load/load-plan.ts';
import { median, rounded } from '../median.ts';
import { type Faults, findFaults, noFaults } from './faults.ts';
import { findHighestRate } from './highest-rate.ts';
import { AGENTS, CONVERSATIONS, openStage, type ProcessorShares, type Stage, type StageKind } from './stage.ts';

const START: Record<StageKind, number> = { desk: 2_500, 'single-commit': 500, relay: 5_000 };
const IN_FLIGHT = 256;

interface Points {
  readonly at500: Stretch;
  readonly at5000: Stretch & { cpu: ProcessorShares };
  readonly at10000: Stretch;
  readonly closed: Stretch;
}

/** Messages between visitors and agents: durable, acknowledged, delivered. How many, how fast, and whether each of them. */
export const benchmarkMessages: Benchmark = async ({ say, pairs }) => {
  say(
    `${CONVERSATIONS} visitors and ${AGENTS} agents write to each other; every message is acknowledged and delivered.`,
  );
  const desk = await openDesk();
  const rates: Record<StageKind, number[]> = { desk: [], 'single-commit': [], relay: [] };
  const points: Points[] = [];
  let faults = noFaults;
  try {
    for (let round = 1; round <= pairs; round++) {
      // The order changes, so that none always runs when the machine is warm.
      const kinds: StageKind[] =
        round % 2 === 1 ? ['desk', 'relay', 'single-commit'] : ['single-commit', 'relay', 'desk'];
      for (const kind of kinds) {
        say(`round ${round} of ${pairs}: ${kind}`);
        const stage = await openStage(desk, kind);
        await stage.openLoop(START[kind], 2);
        if (kind === 'desk') points.push(await measurePoints(stage, say));
        rates[kind].push(await findHighestRate(stage, START[kind], say));
        faults = faults.and(findFaults(await stage.close()));
        say(`  highest rate with p99 ≤ 30 ms: ${rates[kind].at(-1)}/s`);
      }
    }
  } finally {
    await desk.close();
  }
  return { figures: figuresOf(rates, points, faults), faults: faults.sentences };
};

async function measurePoints(stage: Stage, say: (line: string) => void): Promise<Points> {
  const at500 = await stage.openLoop(500, 4);
  const at5000 = await stage.openLoop(5_000, 5);
  const at10000 = await stage.openLoop(10_000, 4);
  const closed = await stage.closedLoop(IN_FLIGHT, 3);
  for (const [rate, { p50Ms, p99Ms, cpu }] of [
    [500, at500],
    [5_000, at5000],
    [10_000, at10000],
  ] as const) {
    const shares = Object.entries(cpu).map(([who, share]) => `${who} ${Math.round(share * 100)} %`);
    say(
      `  ${String(rate).padStart(6)}/s  p50 ${p50Ms.toFixed(1)} ms  p99 ${p99Ms.toFixed(1)} ms  (of a core: ${shares.join(', ')})`,
    );
  }
  say(`  closed loop, ${IN_FLIGHT} in flight: ${rounded(closed.delivered / closed.seconds)}/s`);
  return { at500, at5000, at10000, closed };
}

function figuresOf(rates: Record<StageKind, number[]>, points: readonly Points[], faults: Faults) {
  // A round in which a rate of 0 was found was disturbed by others: it says nothing of how the two compare.
  const ratios = (kind: StageKind) =>
    rates.desk
      .map((rate, round) => rate / (rates[kind][round] ?? 0))
      .filter((ratio) => ratio > 0 && Number.isFinite(ratio));
  const middle = (read: (point: Points) => number) => rounded(median(points.map(read)), 2);
  return {
    throughput: median(rates.desk),
    p50Ms: middle(({ at5000 }) => at5000.p50Ms),
    p99Ms: middle(({ at5000 }) => at5000.p99Ms),
    relayThroughput: median(rates.relay),
    ratio: rounded(median(ratios('relay')), 2),
    singleCommitRatio: rounded(median(ratios('single-commit')), 2),
    lost: faults.lost,
    doubled: faults.doubled,
    reordered: faults.reordered,
    messages: faults.messages,
    p50At500: middle(({ at500 }) => at500.p50Ms),
    p99At500: middle(({ at500 }) => at500.p99Ms),
    p50At10000: middle(({ at10000 }) => at10000.p50Ms),
    p99At10000: middle(({ at10000 }) => at10000.p99Ms),
    closedLoop: rounded(median(points.map(({ closed }) => closed.delivered / closed.seconds))),
    serverCpu: middle(({ at5000 }) => at5000.cpu.server),
    clientCpu: middle(({ at5000 }) => at5000.cpu.client),
    databaseCpu: middle(({ at5000 }) => at5000.cpu.database),
    othersCpu: middle(({ at5000 }) => at5000.cpu.others),
    pairs: points.length,
  };
}
