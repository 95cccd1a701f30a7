import { setTimeout as wait } from 'node:timers/promises';
import { Latencies } from '../load/latencies.ts';

export interface PacedResult {
  readonly calls: number;
  readonly failed: number;
  /** By code of the error. */
  readonly codes: Readonly<Record<string, number>>;
  readonly latencies: Latencies;
  /** When the last one failed, on the clock of `performance`; null: none did. */
  readonly lastFailedAt: number | null;
}

/** So many calls a second, whatever becomes of them, until told to stop or for so long. */
export async function paceCalls(
  call: () => Promise<unknown>,
  { rate, ms, signal }: { rate: number; ms: number; signal?: AbortSignal },
): Promise<PacedResult> {
  const latencies = new Latencies();
  const codes: Record<string, number> = {};
  const open = new Set<Promise<void>>();
  let failed = 0;
  let calls = 0;
  let lastFailedAt: number | null = null;
  const one = async () => {
    const begun = performance.now();
    try {
      await call();
      latencies.add(performance.now() - begun);
    } catch (error) {
      const code = (error as { code?: string }).code ?? 'thrown';
      codes[code] = (codes[code] ?? 0) + 1;
      failed++;
      lastFailedAt = performance.now();
    }
  };
  const begun = performance.now();
  while (performance.now() - begun < ms && !signal?.aborted) {
    const due = Math.floor(((performance.now() - begun) / 1_000) * rate);
    for (; calls < due; calls++) {
      const running = one().finally(() => open.delete(running));
      open.add(running);
    }
    await wait(1);
  }
  await Promise.all(open);
  return { calls, failed, codes, latencies, lastFailedAt };
}
