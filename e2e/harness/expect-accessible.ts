import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';

/**
 * axe finds nothing on this page, frames and shadow trees included, neither by day nor by night. A finding names the rule,
 * the element and the reason; the journey goes on, so that one run tells them all.
 */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  // The tooltip of what the mouse happens to rest on belongs to no part of the page.
  await page.mouse.move(0, 0);
  await eventually(() => page.getByRole('tooltip').count(), 0, 'no tooltip is left');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settle(page);
    const axe = new AxeBuilder({ page });
    // By night only colours are others.
    if (colorScheme === 'dark') axe.withRules(['color-contrast', 'link-in-text-block']);
    const { violations } = await axe.analyze();
    const findings = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
    );
    expect.soft(findings, `${what}, ${colorScheme}`).toEqual([]);
  }
}

/** What is still changing its colour has neither the old contrast nor the new one. */
function settle(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
}
