import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { openDesk } from '../desk/desk.ts';
import type { Answers, ReadersOrder } from '../inbox/readers.ts';
import { startObedientProcess } from '../load/obedient-process.ts';
import { awaitQuietMachine } from '../machine.ts';
import { rounded } from '../median.ts';
import { compareScopes } from './compare-scopes.ts';
import { ACCOUNTS, CONVERSATIONS, populateOrganization, UNITS, WAITING } from './populate-organization.ts';

const READERS = 4;
const SECONDS = 4;
const ROUNDS = 200;

/** The list of what waits, kept to one's part of a big organization, against the same list without that. */
export const benchmarkAccess: Benchmark = async ({ say }) => {
  const desk = await openDesk();
  const readers = startObedientProcess<ReadersOrder>(join(import.meta.dirname, '../inbox/readers.ts'));
  try {
    const watchers = await populateOrganization(desk);
    say(`${UNITS} units, ${ACCOUNTS} accounts, ${CONVERSATIONS} conversations, ${WAITING} of them waiting`);
    const server = await desk.startServer();
    const runs: { ratio: number; scopedMs: number; p99Ms: number; failed: number }[] = [];
    for (const { name, path, cookie } of watchers) {
      await awaitQuietMachine();
      const { scopedMs, unscopedMs } = await compareScopes(desk.database, path, ROUNDS);
      const cookies = Array.from({ length: READERS }, () => cookie);
      await readers.ask({
        type: 'connect',
        port: desk.port,
        path: '/api/conversations?view=waiting&limit=50',
        cookies,
      });
      await readers.ask({ type: 'closed', seconds: 1 });
      await awaitQuietMachine();
      const { p50Ms, p99Ms, requests, seconds, failed } = await readers.ask<Answers>({
        type: 'closed',
        seconds: SECONDS,
      });
      const ratio = scopedMs / unscopedMs;
      say(
        `${name}: ${rounded(scopedMs, 2)} ms in the database, ${rounded(unscopedMs, 2)} ms without scope (× ${rounded(ratio, 2)}); over HTTP p50 ${p50Ms} ms, p99 ${p99Ms} ms, ${rounded(requests / seconds)}/s`,
      );
      runs.push({ ratio, scopedMs, p99Ms, failed });
    }
    await server.stop();
    const worst = (read: (run: (typeof runs)[number]) => number) => rounded(Math.max(...runs.map(read)), 2);
    const failed = runs.reduce((sum, run) => sum + run.failed, 0);
    return {
      figures: {
        p99Ms: worst(({ p99Ms }) => p99Ms),
        ratio: worst(({ ratio }) => ratio),
        scopedMs: worst(({ scopedMs }) => scopedMs),
        units: UNITS,
        accounts: ACCOUNTS,
        conversations: CONVERSATIONS,
        failed,
      },
      faults: failed > 0 ? [`${failed} requests failed`] : [],
    };
  } finally {
    await readers.stop();
    await desk.close();
  }
};
