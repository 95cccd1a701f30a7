import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Benchmark } from '../benchmark.ts';
import { type Desk, openDesk } from '../desk/desk.ts';
import { FIRST_SEQ, type Party, populate } from '../desk/populate.ts';
import type { ServerProcess } from '../desk/server-process.ts';
import { type ObedientProcess, startObedientProcess } from '../load/obedient-process.ts';
import { awaitQuietMachine, processorSeconds } from '../machine.ts';
import { rounded } from '../median.ts';
import type { CaughtUp, IdleOrder } from './idle-clients-plan.ts';
import { readKernelMemory } from './kernel-memory.ts';
import { writeMissedMessages } from './write-missed.ts';

const MOST = 15_000;
const RESUMING = 9_000;
/** Connections that are there before memory is measured: what a server needs once is not theirs. */
const WARM = 200;
/** Files that a process needs besides its sockets. */
const OTHER_FILES = 600;
const SETTLE_MS = 8_000;
const PATIENCE_MS = 90_000;

type Clients = ObedientProcess<IdleOrder>;

/** Visitors who have the page open: what one costs, how fast they come, and how fast they all come back. */
export const benchmarkConnections: Benchmark = async ({ say }) => {
  const count = Math.min(MOST, openFileLimit() - OTHER_FILES);
  const desk = await openDesk();
  try {
    const idle = await withClients(desk, count, async (party, clients) => measureIdle(desk, party, clients, say));
    const back = await withClients(desk, Math.min(RESUMING, count), async (party, clients) =>
      measureResume(desk, party, clients, say),
    );
    return { figures: { count, ...idle, ...back.figures }, faults: back.faults };
  } finally {
    await desk.close();
  }
};

async function withClients<T>(
  desk: Desk,
  count: number,
  measure: (party: Party, clients: Clients) => Promise<T>,
): Promise<T> {
  // The server before took the database along when it stopped.
  await desk.postgres.start();
  const party = await populate(desk, { agents: 10, conversations: count });
  // Nobody connects as an agent here, and none must be missed: what they serve would go back to the queue, and be told.
  await desk.database.pool.query(`update agents set seen_at = now() + interval '1 day'`);
  const clients = startObedientProcess<IdleOrder>(join(import.meta.dirname, 'idle-clients.ts'));
  const tokens = Array.from({ length: count }, (_, number) => party.visitorToken(number));
  try {
    await clients.ask({
      type: 'plan',
      plan: { port: desk.port, conversationPrefix: party.conversations.prefix, tokens },
    });
    return await measure(party, clients);
  } finally {
    await clients.stop();
  }
}

async function measureIdle(
  desk: Desk,
  { conversationCount: count }: Party,
  clients: Clients,
  say: (line: string) => void,
) {
  const server = await desk.startServer();
  await clients.ask({ type: 'connect', count: WARM });
  await wait(SETTLE_MS / 2);
  const before = { process: residentBytes(server.pid), kernel: readKernelMemory() };
  await awaitQuietMachine();
  const seconds = await clients.ask<number>({ type: 'connect', count });
  await wait(SETTLE_MS);
  const after = { process: residentBytes(server.pid), kernel: readKernelMemory() };
  const added = count - WARM;
  const processBytesEach = rounded((after.process - before.process) / added);
  // Both ends of each connection are on this machine; the server has one of them.
  const kernelBytesEach = rounded((after.kernel.bytes - before.kernel.bytes) / added / 2);
  const idleCpu = await idleProcessorShare(server);
  await server.stop();
  const bytesEach = processBytesEach + kernelBytesEach;
  const connectPerSecond = rounded(added / seconds);
  say(
    `${count} idle visitors, each following a conversation: ${bytesEach} bytes each (${processBytesEach} process, ${kernelBytesEach} kernel), ${connectPerSecond} connections/s, idle CPU ${idleCpu}`,
  );
  if (!after.kernel.complete)
    say('  /proc/slabinfo cannot be read: the kernel part lacks the structures of the sockets');
  return {
    bytesEach,
    connectPerSecond,
    processBytesEach,
    kernelBytesEach,
    kernelComplete: after.kernel.complete ? 1 : 0,
    idleCpu,
  };
}

async function measureResume(desk: Desk, party: Party, clients: Clients, say: (line: string) => void) {
  const count = party.conversationCount;
  let server = await desk.startServer();
  await clients.ask({ type: 'connect', count });
  await awaitQuietMachine();

  // The network goes: all sockets at once, and something is said before they are back.
  await clients.ask({ type: 'cut', leave: 0 });
  await writeMissedMessages(desk, party, count);
  const cutAt = Date.now();
  await clients.ask({ type: 'return', how: 'at once' });
  const afterCut = await clients.ask<CaughtUp>({ type: 'await', seq: FIRST_SEQ + 1, patienceMs: PATIENCE_MS });

  // The server goes: clients come back with the back-off of the protocol.
  await awaitQuietMachine();
  await clients.ask({ type: 'return', how: 'backing off' });
  const killedAt = Date.now();
  await server.kill();
  await writeMissedMessages(desk, party, count);
  server = await desk.startServer();
  const readyAt = Date.now();
  const afterKill = await clients.ask<CaughtUp>({ type: 'await', seq: FIRST_SEQ + 2, patienceMs: PATIENCE_MS });
  await server.stop();

  const figures = {
    resumeSeconds: rounded((afterKill.at - readyAt) / 1_000, 2),
    resumeSecondsFromKill: rounded((afterKill.at - killedAt) / 1_000, 2),
    resumeSecondsAfterCut: rounded((afterCut.at - cutAt) / 1_000, 2),
    resumed: count,
  };
  say(
    `${count} clients cut at once, each with a missed message: all caught up ${figures.resumeSecondsAfterCut} s after they came back together;`,
  );
  say(
    `  after kill -9 of the server ${figures.resumeSeconds} s after it was ready again (${figures.resumeSecondsFromKill} s after the kill)`,
  );
  return {
    figures,
    faults: [...faultsOf('after the cut', count, afterCut), ...faultsOf('after the kill', count, afterKill)],
  };
}

function faultsOf(when: string, count: number, { there, doubled, reordered }: CaughtUp): string[] {
  return [
    ...(there < count ? [`${when} ${count - there} clients did not catch up`] : []),
    ...(doubled + reordered > 0 ? [`${when} clients had seen ${doubled} twice and ${reordered} out of order`] : []),
  ];
}

async function idleProcessorShare(server: ServerProcess): Promise<number> {
  const before = processorSeconds([server.pid]);
  await wait(10_000);
  return rounded((processorSeconds([server.pid]) - before) / 10, 3);
}

function residentBytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1_024;
}

function openFileLimit(): number {
  return Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 1_024);
}
