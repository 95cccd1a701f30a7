import type { CDPSession, Page } from 'playwright-core';
import { median, rounded } from '../median.ts';

export interface Frames {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the main thread's own processor time: what others do to the machine is not in it. */
  readonly workMs: number;
}

/** Scrolls an element by so many pixels in each frame, there and back, and tells how long the frames took. */
export async function scroll(
  page: Page,
  cdp: CDPSession,
  selector: string,
  plan: { readonly step: number; readonly frames: number },
): Promise<Frames> {
  const before = await mainThreadSeconds(cdp);
  const times = await page.locator(selector).evaluate(
    (element, { step, frames }) =>
      new Promise<number[]>((resolve) => {
        const deltas: number[] = [];
        let last = performance.now();
        let direction = element.scrollTop > 0 ? -1 : 1;
        const next = (now: number) => {
          deltas.push(now - last);
          last = now;
          if (deltas.length > frames) return resolve(deltas.slice(1));
          const place = element.scrollTop;
          element.scrollTop = place + step * direction;
          if (element.scrollTop === place) direction = -direction;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    plan,
  );
  const work = (await mainThreadSeconds(cdp)) - before;
  return { ...percentiles(times), workMs: rounded((work * 1_000) / plan.frames, 2) };
}

/** From a key to the frame that shows its letter, by the clock of the browser. */
export async function type(page: Page, keys: number): Promise<{ p50Ms: number; p99Ms: number }> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { keystrokes: times });
    document.addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => {
        // A message comes after the frame was painted.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => times.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    });
  });
  for (let key = 0; key < keys; key++) {
    await page.keyboard.press('abcdefghij'[key % 10] ?? 'a');
    await page.waitForTimeout(30);
  }
  return percentiles(await page.evaluate(() => (globalThis as unknown as { keystrokes: number[] }).keystrokes));
}

/** What the page holds on to, after everything else was let go. */
export async function memoryMb(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return rounded(usedSize / 1024 ** 2, 1);
}

async function mainThreadSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

function percentiles(times: readonly number[]): { p50Ms: number; p99Ms: number } {
  const sorted = [...times].sort((one, other) => one - other);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
  return { p50Ms: rounded(median(sorted), 1), p99Ms: rounded(p99, 1) };
}
