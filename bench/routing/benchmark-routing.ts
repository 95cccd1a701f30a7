import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Benchmark } from '../benchmark.ts';
import { type Desk, openDesk } from '../desk/desk.ts';
import { freePort } from '../desk/free-port.ts';
import { Latencies } from '../load/latencies.ts';
import { rounded } from '../median.ts';
import { AgentScreen } from './agent-screen.ts';
import { judgeRouting, watchCapacity } from './judge-routing.ts';
import { AGENTS, CAPACITY, GROUPS, type Groups, populateRouting, WAITING } from './populate-routing.ts';

/** Conversations ended in a second, over all agents. */
const ENDED_PER_SECOND = 40;
const SECONDS = 20;
/** The sweep looks twice a minute: each server must have lived through one. */
const SWEEP_MS = 34_000;
const PATIENCE_MS = 10_000;
const AT_ONCE = AGENTS * CAPACITY;

interface Stretch {
  readonly assignmentsPerSecond: number;
  readonly freeToScreenP50Ms: number;
  readonly freeToScreenP99Ms: number;
  readonly doubleAssigned: number;
  readonly overCapacity: number;
  readonly outOfOrder: number;
  readonly sweepFixes: number;
}

/** Who gets which conversation: a long queue given out at once, then agents who end one and get the next; on one server, then on two. */
export const benchmarkRouting: Benchmark = async ({ say }) => {
  say(`${AGENTS} agents in ${GROUPS} groups, ${WAITING} waiting, of whom ${AT_ONCE} can be served at once`);
  const one = await measure(1, say);
  const two = await measure(2, say);
  const zeros = ['doubleAssigned', 'overCapacity', 'outOfOrder', 'sweepFixes'] as const;
  const sums = Object.fromEntries(zeros.map((key) => [key, one[key] + two[key]]));
  return {
    figures: {
      assignmentsPerSecond: two.assignmentsPerSecond,
      freeToScreenP50Ms: two.freeToScreenP50Ms,
      freeToScreenP99Ms: two.freeToScreenP99Ms,
      ...sums,
      nodes: 2,
      oneNodeAssignmentsPerSecond: one.assignmentsPerSecond,
      oneNodeFreeToScreenP99Ms: one.freeToScreenP99Ms,
      agents: AGENTS,
      groups: GROUPS,
      waiting: WAITING,
    },
    faults: zeros.filter((key) => sums[key] !== 0).map((key) => `${key}: ${sums[key]}`),
  };
};

async function measure(nodes: number, say: (line: string) => void): Promise<Stretch> {
  const desk = await openDesk();
  try {
    const groups = await populateRouting(desk);
    const capacity = watchCapacity(desk);
    const ports = [desk.port, ...(nodes > 1 ? [await freePort()] : [])];
    const begun = performance.now();
    const servers = await Promise.all(
      ports.map((port, number) => desk.startServer({ env: environmentOf(desk, port, number) })),
    );
    const assignmentsPerSecond = await rateOfDrain(desk);
    const { p50Ms, p99Ms } = await endOneAfterTheOther(desk, groups, ports);
    await wait(Math.max(0, SWEEP_MS - (performance.now() - begun)));
    const sweepFixes = await sum(ports.map(readSweepFixes));
    const overCapacity = await capacity.stop();
    const verdict = await judgeRouting(desk);
    for (const server of servers) await server.kill();
    say(
      `${nodes} server(s): ${assignmentsPerSecond} assignments/s; from free to the screen p50 ${p50Ms} ms, p99 ${p99Ms} ms`,
    );
    return {
      ...verdict,
      assignmentsPerSecond,
      freeToScreenP50Ms: p50Ms,
      freeToScreenP99Ms: p99Ms,
      overCapacity,
      sweepFixes,
    };
  } finally {
    await desk.close();
  }
}

/** The first server as the desk would start it; another one with a folder of its own on the same database. */
function environmentOf(desk: Desk, port: number, number: number): Record<string, string> {
  if (number === 0) return {};
  const { host, user } = desk.postgres.connection;
  return {
    CC_WEB_PORT: String(port),
    CSKEFU_DATA: mkdtempSync(join(desk.dataFolder, 'node-')),
    DATABASE_URL: `postgres://${user}@localhost/cskefu?host=${encodeURIComponent(host)}`,
  };
}

/** The servers begin to give out as soon as they run: from the first decision to the last, by their own clock. */
async function rateOfDrain({ database }: Desk): Promise<number> {
  for (;;) {
    const { rows } = await database.pool.query<{ count: number; seconds: number }>(
      `select count(*)::int as count, extract(epoch from clock_timestamp() - min(at))::float as seconds from assignments`,
    );
    const { count, seconds } = rows[0] ?? { count: 0, seconds: 0 };
    if (count >= AT_ONCE) return rounded(count / seconds);
    await wait(5);
  }
}

async function endOneAfterTheOther(desk: Desk, { agents, agentCookie }: Groups, ports: readonly number[]) {
  const { rows } = await desk.database.pool.query<{ id: string; agent_id: string }>(
    `select id, agent_id from conversations where state = 'active' order by created_at`,
  );
  const served = Map.groupBy(rows, (row) => row.agent_id);
  const screens = Array.from({ length: AGENTS }, (_, number) => {
    const agentId = agents.id(number);
    const own = (served.get(agentId) ?? []).map(({ id }) => id);
    return new AgentScreen({ port: ports[number % ports.length] ?? 0, agentId, cookie: agentCookie(number) }, own);
  });
  for (let from = 0; from < AGENTS; from += 50)
    await Promise.all(screens.slice(from, from + 50).map((screen) => screen.connect()));
  await wait(1_000);
  const latencies = new Latencies();
  const underWay: Promise<void>[] = [];
  const begun = performance.now();
  for (let number = 0; number < ENDED_PER_SECOND * SECONDS; number += 1) {
    await wait(Math.max(0, begun + (number * 1_000) / ENDED_PER_SECOND - performance.now()));
    const screen = screens[(number * 7) % AGENTS];
    if (screen) underWay.push(screen.finishOne(PATIENCE_MS).then((took) => latencies.add(took)));
  }
  await Promise.all(underWay);
  for (const screen of screens) screen.disconnect();
  return latencies.percentiles();
}

async function readSweepFixes(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^cskefu_routing_sweep_fixes_total (\d+)/m.exec(text)?.[1] ?? 0);
}

const sum = async (figures: readonly Promise<number>[]) =>
  (await Promise.all(figures)).reduce((total, figure) => total + figure, 0);
