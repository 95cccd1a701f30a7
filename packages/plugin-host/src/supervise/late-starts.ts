import { CallError } from '../wire/call-error.ts';

/** The machine may be busy now and not for ever; a plugin that hangs is not tried for ever. */
export const START_AGAIN_MS: readonly number[] = [5_000, 15_000, 60_000, 180_000, 600_000];

/** Remembers starts that came too late, and has them tried again. What failed in another way would fail again. */
export const createLateStarts = (delaysMs: readonly number[], tryAgain: () => void) => {
  const tries = new Map<string, number>();
  return {
    failed: (plugin: string, error: unknown): void => {
      if (!(error instanceof CallError) || error.code !== 'deadline') return;
      const before = tries.get(plugin) ?? 0;
      const delayMs = delaysMs[before];
      if (delayMs === undefined) return;
      tries.set(plugin, before + 1);
      setTimeout(tryAgain, delayMs).unref();
    },
    forget: (plugin: string): void => void tries.delete(plugin),
  };
};
