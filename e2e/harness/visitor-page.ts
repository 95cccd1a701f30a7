import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expectMessages } from './eventually.ts';
import { type Language, words } from './words.ts';

/** What a visitor sees and does: on a page with the launcher, or in the chat that has a page to itself. */
export interface VisitorPage {
  readonly page: Page;
  readonly launcher: Locator;
  readonly chat: Page | FrameLocator;
  readonly messages: Locator;
  readonly field: Locator;
  readonly says: (typeof words)[Language]['visitor'];
  /** The page on which the visitor arrives, with the chat still closed if it has a launcher. */
  arrives(): Promise<void>;
  opensChat(): Promise<void>;
  /** Arrives, opens the chat, and says the first word. */
  begins(text: string): Promise<void>;
  writes(text: string): Promise<void>;
  sees(...messages: string[]): Promise<void>;
  /** One line of the thread that says this and no more. */
  line(text: string | RegExp): Locator;
}

export function visitorPage(
  page: Page,
  language: Language,
  place: 'launcher' | 'full page',
  channel = 'demo',
): VisitorPage {
  const says = words[language].visitor;
  const launcher = page.getByRole('button', { name: says.launcher });
  const chat = place === 'launcher' ? page.getByTitle(says.launcher).contentFrame() : page;
  const messages = chat.getByRole('log', { name: says.messages });
  const field = chat.getByRole('textbox', { name: says.field });

  async function arrives(): Promise<void> {
    await page.goto(place === 'launcher' ? `/testclient.html?channel=${channel}` : `/chat/${channel}`);
    await (place === 'launcher' ? launcher : field).waitFor();
  }
  async function opensChat(): Promise<void> {
    if (place === 'launcher') await launcher.click();
    await field.waitFor();
  }
  async function writes(text: string): Promise<void> {
    await field.fill(text);
    await field.press('Enter');
  }
  return {
    page,
    launcher,
    chat,
    messages,
    field,
    says,
    arrives,
    opensChat,
    begins: async (text) => {
      await arrives();
      await opensChat();
      await writes(text);
      // While the desk has not answered it stands in the field: whoever writes over it, takes it back.
      await messages.filter({ hasText: text }).waitFor();
    },
    writes,
    sees: (...texts) => expectMessages(messages, texts),
    line: (text) => messages.getByText(text, { exact: true }),
  };
}
