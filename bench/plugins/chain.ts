import { createHooks } from '../../apps/server/src/modules/plugin-hooks/index.ts';
import { createLogger } from '../../apps/server/src/platform/logging/index.ts';
import { createMetrics } from '../../apps/server/src/platform/metrics/index.ts';
import { createSupervisor } from '../../packages/plugin-host/src/index.ts';
import type { HookPoints } from '../../packages/plugin-sdk/src/index.ts';
import { manifestOf } from '../../packages/plugin-sdk/src/index.ts';
import { rounded } from '../median.ts';
import { DEADLINE_MS, hookCall } from './hook-calls.ts';
import { openPluginShelf } from './make-plugin.ts';
import { paceCalls } from './paced-calls.ts';

const IDS = ['bench.first', 'bench.second', 'bench.third'];

/** Three plugins change every message, one after the other, as the desk asks them. */
export async function measureChain(): Promise<Record<string, number>> {
  const shelf = openPluginShelf();
  const supervisor = createSupervisor({ serve: () => null, onState: () => {}, onOutput: () => {} });
  const hooks = createHooks({
    plugins: { running: () => running, onChange: () => {}, call: supervisor.call },
    units: { isWithin: () => true },
    metrics: createMetrics(),
    log: createLogger('fatal', { write: () => {} }),
  });
  const { message, conversation } = hookCall().payload;
  const payload: HookPoints['message.beforeAccept'] = { message, conversation };
  let unchanged = 0;
  const ask = async () => {
    const decision = await hooks.before('message.beforeAccept', payload);
    if (decision?.kind !== 'go' || decision.patch?.text !== `${message.text}。。。`) unchanged++;
  };
  try {
    await supervisor.apply(IDS.map((id) => shelf.make(id)));
    await paceCalls(ask, { rate: 200, ms: 3_000 });
    unchanged = 0;
    const { latencies } = await paceCalls(ask, { rate: 200, ms: 10_000 });
    const { p50Ms, p99Ms, maxMs } = latencies.percentiles();
    return {
      chainP50Ms: rounded(p50Ms, 2),
      chainP99Ms: rounded(p99Ms, 2),
      chainMaxMs: rounded(maxMs, 2),
      chainUnchanged: unchanged,
    };
  } finally {
    supervisor.stop();
    shelf.remove();
  }
}

const running = IDS.map((id, order) => ({
  id,
  version: '1.0.0',
  manifest: manifestOf({
    id,
    name: id,
    version: '1.0.0',
    api: '^1.0',
    permissions: ['messages:read'],
    hooks: { 'message.beforeAccept': { kind: 'transform', deadlineMs: DEADLINE_MS, handler: () => undefined } },
  }),
  grants: new Set(['messages:read'] as const),
  order,
}));
