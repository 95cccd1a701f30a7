import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { PATIENCE_MS } from './eventually.ts';

/** Somebody before a browser window of their own: nothing is shared with anybody else. */
export interface Person {
  readonly name: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the browser said meanwhile; told when a journey fails. */
  readonly notes: string[];
  /** Errors that no page may have, whatever happens around it. */
  readonly troubles: string[];
}

export async function seat(name: string, browser: Browser, options: BrowserContextOptions): Promise<Person> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const notes: string[] = [];
  const troubles: string[] = [];
  context.on('weberror', (error) => troubles.push(`${name}: ${error.error().stack ?? error.error().message}`));
  context.on('console', (message) => {
    notes.push(`${message.type()}: ${message.text()}`);
    if (/Content Security Policy|Minified React error/.test(message.text()))
      troubles.push(`${name}: ${message.text()}`);
  });
  return { name, context, page: await context.newPage(), notes, troubles };
}
