import { CallError } from '@cskefu/plugin-host';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { PluginRuntime } from '../plugins/index.ts';
import type { Subscription } from './hook-index.ts';

export interface AskParts {
  readonly plugins: Pick<PluginRuntime, 'call'>;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** Most that one hook may take, whatever it declares. */
const CEILING_MS = 1_000;

/**
 * Asks one plugin; null if there is no usable answer, by the deadline at the latest and at once while its breaker is open. `read` says whether
 * an answer is one.
 */
export const askHook = async <T>(
  { plugins, metrics, log }: AskParts,
  { plugin, hook, breaker }: Subscription,
  payload: unknown,
  { remainingMs, read }: { remainingMs: number; read: (answer: unknown) => T | null },
): Promise<T | null> => {
  const labels = { plugin: plugin.id, point: hook.point };
  const count = (outcome: string) => metrics.pluginHooks.inc({ ...labels, outcome });
  if (remainingMs < 1 || !breaker.allows()) {
    count('shed');
    return null;
  }
  const started = performance.now();
  try {
    const deadlineMs = Math.min(hook.deadlineMs, CEILING_MS, remainingMs);
    const answer = await plugins.call(plugin.id, 'hook', { point: hook.point, payload }, { deadlineMs });
    breaker.succeeded();
    const understood = read(answer);
    count(understood === null ? 'garbage' : 'ok');
    return understood;
  } catch (error) {
    breaker.missed();
    const code = error instanceof CallError ? error.code : 'thrown';
    count(code === 'deadline' ? 'late' : 'error');
    log.warn({ ...labels, code, err: error }, 'a hook of a plugin gave no answer');
    return null;
  } finally {
    metrics.pluginHookMs.observe({ point: hook.point }, performance.now() - started);
    metrics.pluginHookBreaker.set(labels, STATES[breaker.state]);
  }
};

const STATES = { closed: 0, half_open: 1, open: 2 } as const;
