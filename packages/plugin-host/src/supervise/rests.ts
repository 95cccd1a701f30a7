import { type CrashHistory, createCrashHistory } from './crash-history.ts';

/** Plugins that rest after they crashed: for a while, or until somebody starts them anew. */
export interface Rests {
  has(plugin: string): boolean;
  /** Counts a crash; answers after how many ms the plugin may start again. Null: not by itself. */
  crashed(plugin: string): number | null;
  forget(plugin: string): void;
}

export const createRests = (): Rests => {
  const resting = new Set<string>();
  const histories = new Map<string, CrashHistory>();
  return {
    has: (plugin) => resting.has(plugin),
    crashed: (plugin) => {
      const history = histories.get(plugin) ?? createCrashHistory();
      histories.set(plugin, history);
      const next = history.add();
      if (next === 'give_up') {
        resting.add(plugin);
        return null;
      }
      if (next.startInMs === 0) return 0;
      resting.add(plugin);
      setTimeout(() => resting.delete(plugin), next.startInMs - 1).unref();
      return next.startInMs;
    },
    forget: (plugin) => {
      resting.delete(plugin);
      histories.get(plugin)?.forget();
    },
  };
};
