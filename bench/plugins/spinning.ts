import { createSupervisor } from '../../packages/plugin-host/src/index.ts';
import { openDesk } from '../desk/desk.ts';
import { median, rounded } from '../median.ts';
import { openStage } from '../messages/stage.ts';
import { openPluginShelf, type PluginShelf } from './make-plugin.ts';

/** As many as the machine has cores for, and well below what the desk can do. */
const RATE = 1_000;
const SECONDS = 8;
const PAIRS = 3;
const SPINNING = 2;

/** They answer the heartbeat in between, so nobody ends them. */
async function startSpinning(shelf: PluginShelf): Promise<() => void> {
  const supervisor = createSupervisor({ serve: () => null, onState: () => {}, onOutput: () => {} });
  const plugins = Array.from({ length: SPINNING }, (_, at) => shelf.make(`bench.spinning${at}`));
  await supervisor.apply(plugins.map((plugin) => ({ ...plugin, runtime: 'isolated' })));
  for (const { id } of plugins)
    supervisor.call(id, 'options', { name: 'spin' }, { deadlineMs: 600_000 }).catch(() => {});
  return supervisor.stop;
}

/** Messages of the desk while two plugins compute without end, each in a process of its own; and while they do not. */
export async function measureSpin(): Promise<Record<string, number>> {
  const shelf = openPluginShelf();
  const desk = await openDesk();
  const alone: number[] = [];
  const beside: number[] = [];
  try {
    const stage = await openStage(desk, 'desk');
    await stage.openLoop(RATE, 4);
    for (let pair = 0; pair < PAIRS; pair++) {
      alone.push((await stage.openLoop(RATE, SECONDS)).p99Ms);
      const stop = await startSpinning(shelf);
      beside.push((await stage.openLoop(RATE, SECONDS, { atOnce: true })).p99Ms);
      stop();
    }
    const { seen } = await stage.close();
    return {
      coreP99RatioUnderSpin: rounded(median(beside.map((p99, pair) => p99 / (alone[pair] ?? p99))), 2),
      coreP99Ms: rounded(median(alone), 2),
      coreP99UnderSpinMs: rounded(median(beside), 2),
      spinLost: seen.lost,
    };
  } finally {
    await desk.close();
    shelf.remove();
  }
}
