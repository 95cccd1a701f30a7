import { CallError } from '@cskefu/plugin-host';
import type { Metrics } from '../../platform/metrics/index.ts';
import { type CallFigures, createCallFigures } from './call-figures.ts';

const MISSES: ReadonlySet<string> = new Set(['deadline', 'gone', 'overloaded']);

/** Measures every call to a plugin: for the metrics, and for the page of the plugin. */
export const createCallMeter = (metrics: Metrics) => {
  const figures = new Map<string, CallFigures>();

  const figuresOf = (plugin: string): CallFigures => {
    const known = figures.get(plugin);
    if (known) return known;
    const made = createCallFigures();
    figures.set(plugin, made);
    return made;
  };

  const count = (plugin: string, outcome: 'ok' | 'error' | 'miss', since: number) => {
    const ms = performance.now() - since;
    figuresOf(plugin).count(outcome, ms);
    metrics.pluginCalls.inc({ plugin, outcome });
    metrics.pluginCallMs.observe({ plugin }, ms);
  };

  return {
    measure: async (plugin: string, call: () => Promise<unknown>): Promise<unknown> => {
      const since = performance.now();
      try {
        const value = await call();
        count(plugin, 'ok', since);
        return value;
      } catch (error) {
        count(plugin, error instanceof CallError && MISSES.has(error.code) ? 'miss' : 'error', since);
        throw error;
      }
    },
    /** For an answer that turned out to be none. */
    blame: (plugin: string) => count(plugin, 'error', performance.now()),
    read: (plugin: string) => figuresOf(plugin).read(),
  };
};

export type CallMeter = ReturnType<typeof createCallMeter>;
