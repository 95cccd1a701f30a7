import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/** Nothing on a screen takes longer, even on a busy machine. */
export const PATIENCE_MS = 30_000;

/** Asks again and again until the answer is the expected one; fails with the last answer. */
export async function eventually<T>(ask: () => Promise<T> | T, expected: T, what: string): Promise<void> {
  await expect.poll(ask, { timeout: PATIENCE_MS, interval: 50, message: what }).toEqual(expected);
}

/** A thread says exactly these messages, each once, in this order, whatever stands between them. */
export async function expectMessages(log: Locator, messages: readonly string[]): Promise<void> {
  await eventually(
    async () => occurrences((await log.textContent()) ?? '', messages),
    [...messages],
    'the messages in the thread',
  );
}

function occurrences(text: string, messages: readonly string[]): string[] {
  // Longer ones first: a message may begin with another one.
  const parts = [...messages].sort((one, other) => other.length - one.length).map(RegExp.escape);
  return text.match(new RegExp(parts.join('|'), 'g')) ?? [];
}

/** The keyboard acts on this element now. */
export async function expectFocus(element: Locator, what: string): Promise<void> {
  await eventually(() => hasFocus(element), true, `the focus is on ${what}`);
}

export function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const root = node.getRootNode();
    return (root instanceof Document || root instanceof ShadowRoot) && root.activeElement === node;
  });
}

/** Scrolled to: the person sees it without doing anything. */
export async function expectInSight(element: Locator, what: string): Promise<void> {
  await eventually(() => shareInSight(element), 1, `in sight: ${what}`);
}

function shareInSight(element: Locator): Promise<number> {
  return element.evaluate(
    (node) =>
      new Promise<number>((resolve) => {
        const observer = new IntersectionObserver(([entry]) => {
          observer.disconnect();
          resolve(entry?.intersectionRatio ?? 0);
        });
        observer.observe(node);
      }),
  );
}
