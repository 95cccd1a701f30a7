import { setTimeout as wait } from 'node:timers/promises';
import { createSupervisor } from '../../packages/plugin-host/src/index.ts';
import { openDesk } from '../desk/desk.ts';
import { median, rounded } from '../median.ts';
import { findFaults } from '../messages/faults.ts';
import { openStage } from '../messages/stage.ts';
import { DEADLINE_MS, hookCall } from './hook-calls.ts';
import { openPluginShelf } from './make-plugin.ts';
import { openPluginDesk, type PluginDesk } from './plugin-desk.ts';

const RATE = 300;
const SECONDS = 12;
const ID = 'bench.looker';
/** One more within five minutes, and the plugin rests. */
const KILLS = 2;

const looker = {
  id: ID,
  manifest: {
    hooks: (['message.beforeAccept', 'message.beforeSend'] as const).map((point) => ({
      point,
      kind: 'veto' as const,
      phase: 'normal' as const,
      match: {},
      deadlineMs: DEADLINE_MS,
      onFailure: 'allow' as const,
    })),
  },
  body: `hooks: Object.fromEntries(['message.beforeAccept', 'message.beforeSend'].map((point) =>
    [point, { kind: 'veto', handler: () => ({ kind: 'allow' }) }]))`,
};

/** Every message of the desk is shown to a plugin, whose process is killed in the middle of it. */
export async function measureKill(): Promise<Record<string, number>> {
  const desk = await openDesk();
  try {
    const stage = await openStage(desk, 'desk');
    const plugins = await openPluginDesk(desk);
    await plugins.install(looker);
    await stage.openLoop(RATE, 2);
    const undisturbed = await stage.openLoop(RATE, 5);
    const load = stage.openLoop(RATE, SECONDS, { atOnce: true });
    const killed = await killSeveralTimes(plugins);
    const { p99Ms, maxMs } = await load;
    const faults = findFaults(await stage.close());
    return {
      killLost: faults.lost,
      killDoubled: faults.doubled,
      killMessages: faults.messages,
      killed,
      hookedP99Ms: undisturbed.p99Ms,
      killP99Ms: p99Ms,
      killMaxMs: maxMs,
      ...(await measureReturn()),
    };
  } finally {
    await desk.close();
  }
}

async function killSeveralTimes(plugins: PluginDesk): Promise<number> {
  const pids = new Set<number>();
  while (pids.size < KILLS) {
    await wait(3_000);
    const pid = await plugins.pidOf(ID);
    if (pid === null || pids.has(pid)) break;
    process.kill(pid, 'SIGKILL');
    pids.add(pid);
  }
  return pids.size;
}

/** From `kill -9` to the next answer. */
async function measureReturn() {
  const shelf = openPluginShelf();
  const took: number[] = [];
  try {
    for (let round = 0; round < 5; round++) {
      const supervisor = createSupervisor({ serve: () => null, onState: () => {}, onOutput: () => {} });
      await supervisor.apply([shelf.make('bench.killed')]);
      const [found] = (await supervisor.call('bench.killed', 'options', { name: 'pid' }, { deadlineMs: 5_000 })) as {
        value: string;
      }[];
      const begun = performance.now();
      process.kill(Number(found?.value), 'SIGKILL');
      await wait(1);
      const ask = () => supervisor.call('bench.killed', 'hook', hookCall(), { deadlineMs: DEADLINE_MS });
      while (
        await ask().then(
          () => false,
          () => true,
        )
      )
        await wait(2);
      took.push(performance.now() - begun);
      supervisor.stop();
    }
    return { killBackMs: rounded(median(took)) };
  } finally {
    shelf.remove();
  }
}
