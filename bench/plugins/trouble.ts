import { setTimeout as wait } from 'node:timers/promises';
import { createSupervisor } from '../../packages/plugin-host/src/index.ts';
import { rounded } from '../median.ts';
import { DEADLINE_MS, hookCall } from './hook-calls.ts';
import { openPluginShelf } from './make-plugin.ts';
import { paceCalls } from './paced-calls.ts';

const quiet = { serve: () => null, onState: () => {}, onOutput: () => {} };

/** One plugin never comes back from a hook; another one in the same process is called 100 times a second. */
export async function measureHang() {
  const shelf = openPluginShelf();
  const supervisor = createSupervisor(quiet);
  try {
    await supervisor.apply([shelf.make('bench.hanging'), shelf.make('bench.other')]);
    const ask = () => supervisor.call('bench.other', 'hook', hookCall(), { deadlineMs: DEADLINE_MS });
    await paceCalls(ask, { rate: 100, ms: 1_000 });
    const stop = new AbortController();
    const others = paceCalls(ask, { rate: 100, ms: 60_000, signal: stop.signal });
    await wait(1_000);
    const hungAt = performance.now();
    supervisor.call('bench.hanging', 'hook', hookCall('hang'), { deadlineMs: DEADLINE_MS }).catch(() => {});
    await wait(15_000);
    stop.abort();
    const { failed, codes, lastFailedAt } = await others;
    // Again: it has a process of its own by now.
    const again = paceCalls(ask, { rate: 100, ms: 6_000 });
    supervisor.call('bench.hanging', 'hook', hookCall('hang'), { deadlineMs: DEADLINE_MS }).catch(() => {});
    return {
      hangAddedFailures: (await again).failed,
      hangFirstFailures: failed,
      hangFirstDeadlines: codes['deadline'] ?? 0,
      hangRecoveredMs: lastFailedAt === null ? 0 : rounded(lastFailedAt - hungAt),
    };
  } finally {
    supervisor.stop();
    shelf.remove();
  }
}

/** Six upgrades, one after the other, under a thousand calls a second. */
export async function measureUpgrade() {
  const shelf = openPluginShelf();
  const supervisor = createSupervisor(quiet);
  try {
    await supervisor.apply([shelf.make('bench.upgraded')]);
    const ask = () => supervisor.call('bench.upgraded', 'hook', hookCall(), { deadlineMs: 1_000 });
    await paceCalls(ask, { rate: 1_000, ms: 1_000 });
    // As long as the upgrades on a quiet machine: what fails here is not theirs.
    const steady = await paceCalls(ask, { rate: 1_000, ms: 5_000 });
    const stop = new AbortController();
    const calls = paceCalls(ask, { rate: 1_000, ms: 60_000, signal: stop.signal });
    const begun = performance.now();
    for (let upgrade = 2; upgrade <= 7; upgrade++) {
      await wait(500);
      await supervisor.apply([shelf.make('bench.upgraded', `${upgrade}.0.0`)]);
    }
    const seconds = (performance.now() - begun) / 1_000;
    await wait(500);
    stop.abort();
    const result = await calls;
    const { p99Ms, maxMs } = result.latencies.percentiles();
    return {
      upgradeFailures: result.failed,
      upgradeGone: result.codes['gone'] ?? 0,
      upgradeDeadlines: result.codes['deadline'] ?? 0,
      upgradeShed: result.codes['overloaded'] ?? 0,
      steadyFailures: steady.failed,
      steadyP99Ms: steady.latencies.percentiles().p99Ms,
      upgradeCalls: result.calls,
      upgradeP99Ms: p99Ms,
      upgradeMaxMs: maxMs,
      upgradeMs: rounded(((seconds - 3) / 6) * 1_000),
    };
  } finally {
    supervisor.stop();
    shelf.remove();
  }
}
