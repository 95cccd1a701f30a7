import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type AgentPage, agentPage } from './agent-page.ts';
import { launchBrowser } from './browser.ts';
import { type Desk, startDesk } from './desk.ts';
import { type Person, seat } from './people.ts';
import { recordFailure } from './record-failure.ts';
import { type VisitorPage, visitorPage } from './visitor-page.ts';
import type { Language } from './words.ts';

type Seat = Omit<BrowserContextOptions, 'locale' | 'baseURL'> & { readonly language?: Language };

export interface Scene {
  desk(): Desk;
  /** Somebody new who has opened nothing yet. */
  visitor(seat?: Seat & { readonly place?: 'launcher' | 'full page'; readonly channel?: string }): Promise<VisitorPage>;
  agent(seat?: Seat): Promise<AgentPage>;
}

/** One desk for all journeys of a file, one browser for visitors, one for agents; everybody leaves after each journey. */
export function setScene(variables: Record<string, string> = {}, options: { readonly hasty?: boolean } = {}): Scene {
  let desk: Desk;
  let visitors: Browser;
  let agents: Browser;
  const people: Person[] = [];

  async function openBrowsers(): Promise<void> {
    // One after the other: the first may have to be unpacked.
    visitors = await launchBrowser();
    agents = await launchBrowser();
  }

  beforeAll(async () => {
    const started = startDesk(variables, options).then((ready) => {
      desk = ready;
    });
    await Promise.all([started, openBrowsers()]);
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await recordFailure(task.name, people);
    const present = people.splice(0);
    await Promise.all(present.map(({ context }) => context.close()));
    expect(present.flatMap(({ troubles }) => troubles)).toEqual([]);
  });

  afterAll(async () => {
    await Promise.all([visitors?.close(), agents?.close(), desk?.stop()]);
  });

  async function arrive(name: string, browser: Browser, { language = 'zh-CN', ...options }: Seat) {
    const person = await seat(name, browser, { ...options, locale: language, baseURL: desk.url });
    people.push(person);
    return { person, language };
  }

  return {
    desk: () => desk,
    visitor: async ({ place = 'launcher', channel, ...options } = {}) => {
      const { person, language } = await arrive('visitor', visitors, options);
      return visitorPage(person.page, language, place, channel);
    },
    agent: async (options = {}) => {
      const { person, language } = await arrive('agent', agents, options);
      return agentPage(person.page, language);
    },
  };
}
