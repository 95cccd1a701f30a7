import { type CallOptions, createSupervisor, startHostProcess } from '../../packages/plugin-host/src/index.ts';
import { rounded } from '../median.ts';
import { memoryOf } from '../start/memory.ts';
import { DEADLINE_MS, hookCall } from './hook-calls.ts';
import { openPluginShelf } from './make-plugin.ts';
import { paceCalls } from './paced-calls.ts';

const PLUGINS = 20;
const quiet = { serve: () => null, onState: () => {}, onOutput: () => {} };
const options: CallOptions = { deadlineMs: DEADLINE_MS };

/** From the core to a hook in a child and back, at a pace that leaves the machine idle in between. */
export async function measureHook() {
  const shelf = openPluginShelf();
  const supervisor = createSupervisor(quiet);
  try {
    await supervisor.apply([shelf.make('bench.hook')]);
    const ask = () => supervisor.call('bench.hook', 'hook', hookCall(), options);
    await paceCalls(ask, { rate: 200, ms: 3_000 });
    const { latencies, failed } = await paceCalls(ask, { rate: 200, ms: 10_000 });
    const { p50Ms, p99Ms, maxMs } = preciselyOf(latencies);
    return { hookP50Us: p50Ms, hookP99Us: p99Ms, hookMaxUs: maxMs, hookFailures: failed };
  } finally {
    supervisor.stop();
    shelf.remove();
  }
}

const preciselyOf = (latencies: { percentiles(): { p50Ms: number; p99Ms: number; maxMs: number } }) => {
  const { p50Ms, p99Ms, maxMs } = latencies.percentiles();
  return { p50Ms: rounded(p50Ms * 1_000), p99Ms: rounded(p99Ms * 1_000), maxMs: rounded(maxMs * 1_000) };
};

/** Twenty plugins in one process: what it takes, and how long until all are there. */
export async function measureMemory() {
  const shelf = openPluginShelf();
  const plugins = Array.from({ length: PLUGINS }, (_, index) => shelf.make(`bench.plugin${index}`));
  const start = async (some: typeof plugins) => {
    const begun = performance.now();
    const host = await startHostProcess({
      plugins: some,
      readable: some.map(({ folder }) => folder),
      maxRssBytes: 512 * 1024 * 1024,
      serve: () => null,
      onOutput: () => {},
      onEnd: () => {},
    });
    const ms = performance.now() - begun;
    for (const { id } of some) await host.call(id, 'hook', hookCall(), { deadlineMs: 5_000 });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const mb = memoryOf([host.pid]) / 1024 / 1024;
    host.kill();
    return { ms, mb };
  };
  try {
    const one = await start(plugins.slice(0, 1));
    const all = await start(plugins);
    return {
      pluginsInOneHostMb: rounded(all.mb, 1),
      firstPluginMb: rounded(one.mb, 1),
      furtherPluginMb: rounded((all.mb - one.mb) / (PLUGINS - 1), 2),
      startOneMs: rounded(one.ms),
      startTwentyMs: rounded(all.ms),
    };
  } finally {
    shelf.remove();
  }
}
