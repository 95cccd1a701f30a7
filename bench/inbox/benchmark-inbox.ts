import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { openDesk } from '../desk/desk.ts';
import { populate } from '../desk/populate.ts';
import { startObedientProcess } from '../load/obedient-process.ts';
import { awaitQuietMachine } from '../machine.ts';
import { median, rounded } from '../median.ts';
import { fillConversations } from './fill.ts';
import type { Answers, ReadersOrder } from './readers.ts';

const AGENTS = 200;
const CONVERSATIONS = 20_000;
const MESSAGES_EACH = 50;
const READERS = 16;
const RATE = 1_500;
const RUNS = 5;
const SECONDS = 3;

/** The list of an agent's conversations, fifty rows of it, with a million messages in the database. */
export const benchmarkInbox: Benchmark = async ({ say }) => {
  const desk = await openDesk();
  const readers = startObedientProcess<ReadersOrder>(join(import.meta.dirname, 'readers.ts'));
  try {
    const party = await populate(desk, { agents: AGENTS, conversations: CONVERSATIONS });
    await fillConversations(desk, party, MESSAGES_EACH);
    say(`${CONVERSATIONS * MESSAGES_EACH} messages in ${CONVERSATIONS} conversations of ${AGENTS} agents`);
    const server = await desk.startServer();
    const cookies = Array.from({ length: READERS }, (_, number) => party.agentCookie(number));
    await readers.ask({ type: 'connect', port: desk.port, path: '/api/conversations?view=mine&limit=50', cookies });
    await readers.ask({ type: 'closed', seconds: 2 });
    const runs: { closed: Answers; open: Answers }[] = [];
    for (let run = 1; run <= RUNS; run++) {
      await awaitQuietMachine();
      const closed = await readers.ask<Answers>({ type: 'closed', seconds: SECONDS });
      await awaitQuietMachine();
      const open = await readers.ask<Answers>({ type: 'open', rate: RATE, seconds: SECONDS });
      runs.push({ closed, open });
      say(
        `run ${run}: ${rounded(closed.requests / closed.seconds)}/s with ${READERS} at a time, p99 ${closed.p99Ms} ms; at ${RATE}/s p50 ${open.p50Ms} ms, p99 ${open.p99Ms} ms`,
      );
    }
    await server.stop();
    const middle = (read: (run: (typeof runs)[number]) => number, digits = 1) =>
      rounded(median(runs.map(read)), digits);
    const failed = runs.reduce((sum, { closed, open }) => sum + closed.failed + open.failed, 0);
    const figures = {
      requestsPerSecond: middle(({ closed }) => closed.requests / closed.seconds, 0),
      p99Ms: middle(({ closed }) => closed.p99Ms),
      p50At1500: middle(({ open }) => open.p50Ms),
      p99At1500: middle(({ open }) => open.p99Ms),
      messages: CONVERSATIONS * MESSAGES_EACH,
      failed,
    };
    return { figures, faults: failed > 0 ? [`${failed} requests failed`] : [] };
  } finally {
    await readers.stop();
    await desk.close();
  }
};
