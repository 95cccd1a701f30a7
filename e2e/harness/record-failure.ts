import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Person } from './people.ts';

const FOLDER = join(import.meta.dirname, '../../test-results');

/** What each person had before their eyes when a journey failed: a picture in test-results, the words in the output. */
export async function recordFailure(journey: string, people: readonly Person[]): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const name = journey.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  const shown = people.flatMap((person) => person.context.pages().map((page) => ({ person, page })));
  for (const [index, { person, page }] of shown.entries()) {
    const path = join(FOLDER, `${name}-${index + 1}-${person.name}.png`);
    await page.screenshot({ path, timeout: 5_000 }).catch(() => undefined);
    console.error(`The ${person.name} at ${page.url()}\n${path}\n${await describePage(page)}`);
    console.error(`What the browser said:\n${person.notes.join('\n')}`);
  }
}

async function describePage(page: Page): Promise<string> {
  const frames = page.frames().map((frame) => frame.getByRole('document').ariaSnapshot({ timeout: 2_000 }));
  const parts = await Promise.allSettled(frames);
  return parts.map((part) => (part.status === 'fulfilled' ? part.value : 'not to be seen')).join('\n--- frame\n');
}
