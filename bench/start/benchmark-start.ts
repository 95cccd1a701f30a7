import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Benchmark } from '../benchmark.ts';
import { makeDataFolder } from '../desk/data-folder.ts';
import { freePort } from '../desk/free-port.ts';
import { postgresProcesses } from '../desk/postgres-processes.ts';
import { startServerProcess } from '../desk/server-process.ts';
import { awaitQuietMachine } from '../machine.ts';
import { median, rounded } from '../median.ts';
import { memoryOf } from './memory.ts';

const RUNS = 7;
const IDLE_MS = 5_000;
const MEGABYTE = 1_024 * 1_024;

/** `npm start` on an installed, built tree that ran before: how long until it is ready, and what it weighs when nobody is there. */
export const benchmarkStart: Benchmark = async ({ say }) => {
  const folder = makeDataFolder();
  const port = await freePort();
  const start = () =>
    startServerProcess({
      script: 'scripts/start.ts',
      env: { CSKEFU_DATA: folder.path, CC_WEB_HOST: '127.0.0.1', CC_WEB_PORT: String(port), LOG_LEVEL: 'ERROR' },
    });
  const runs: { readyMs: number; serverMb: number; databaseMb: number }[] = [];
  try {
    // Builds the front ends if they are stale, and creates the database.
    const first = await start();
    say(`the first start, with a database to create: ${rounded(first.readyMs)} ms`);
    await first.stop();
    for (let run = 1; run <= RUNS; run++) {
      await awaitQuietMachine();
      const server = await start();
      await wait(IDLE_MS);
      const serverMb = memoryOf([server.pid]) / MEGABYTE;
      const databaseMb = memoryOf(postgresProcesses({ folder: join(folder.path, 'postgres') })) / MEGABYTE;
      runs.push({ readyMs: server.readyMs, serverMb, databaseMb });
      say(
        `run ${run}: ready after ${rounded(server.readyMs)} ms; idle ${rounded(serverMb)} MB server + ${rounded(databaseMb)} MB PostgreSQL`,
      );
      await server.stop();
    }
  } finally {
    folder.remove();
  }
  const middle = (read: (run: (typeof runs)[number]) => number) => rounded(median(runs.map(read)));
  const figures = {
    readyMs: middle((run) => run.readyMs),
    rssMb: middle((run) => run.serverMb + run.databaseMb),
    serverMb: middle((run) => run.serverMb),
    databaseMb: middle((run) => run.databaseMb),
    runs: runs.length,
  };
  return { figures, faults: [] };
};
