import { setTimeout as wait } from 'node:timers/promises';
import { openDesk } from '../desk/desk.ts';
import { childrenOf } from '../desk/postgres-processes.ts';
import { median, rounded } from '../median.ts';
import { memoryOf } from '../start/memory.ts';
import { weighPluginCode } from './code-weight.ts';

const ROUNDS = 3;
const IDLE_MS = 5_000;
const MEGABYTE = 1_024 * 1_024;

/** What a desk without installed plugins pays for them: processes, memory, and what their code weighs in it. */
export async function measureIdle(): Promise<Record<string, number>> {
  const desk = await openDesk();
  const runs = { on: [] as number[], off: [] as number[] };
  let processes = 0;
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const plugins of ['on', 'off'] as const) {
        const server = await desk.startServer({ env: { CSKEFU_PLUGINS: plugins } });
        await wait(IDLE_MS);
        runs[plugins].push(memoryOf([server.pid]) / MEGABYTE);
        // PostgreSQL is a child of this program, not of the server.
        if (plugins === 'on') processes = Math.max(processes, childrenOf(server.pid).length);
        await server.stop();
      }
    }
  } finally {
    await desk.close();
  }
  return {
    idleHostProcesses: processes,
    idleServerMb: rounded(median(runs.on), 1),
    idleServerOffMb: rounded(median(runs.off), 1),
    ...(await weighPluginCode()),
  };
}
