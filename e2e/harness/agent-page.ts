import type { ConversationEvent, EventPage } from '@cskefu/contract';
import type { Locator, Page } from 'playwright-core';
import { expectMessages } from './eventually.ts';
import { type Language, words } from './words.ts';

/** What an agent sees and does in the console. */
export interface AgentPage {
  readonly page: Page;
  readonly language: Language;
  readonly says: (typeof words)[Language]['agent'];
  /** The conversations of the list that is open. */
  readonly list: Locator;
  readonly thread: Locator;
  readonly messages: Locator;
  readonly field: Locator;
  signsIn(username?: string, password?: string): Promise<void>;
  /** Nothing new comes to this agent: who writes now, waits. */
  goesAway(): Promise<void>;
  chooses(presence: 'ready' | 'away' | 'busy'): Promise<void>;
  /** Opens the conversation whose row shows this text. */
  opens(text: string): Promise<void>;
  /** The same in the list of those who wait, and takes it. */
  takes(text: string): Promise<void>;
  writes(text: string): Promise<void>;
  sees(...messages: string[]): Promise<void>;
  /** One line of the thread that says this and no more. */
  line(text: string | RegExp): Locator;
  showsList(name: 'mine' | 'waiting' | 'closed'): Promise<void>;
  closes(): Promise<void>;
  /** What the desk has stored of the conversation that is open: its whole stream. */
  storedEvents(): Promise<ConversationEvent[]>;
}

export function agentPage(page: Page, language: Language): AgentPage {
  const says = words[language].agent;
  const list = page.getByRole('tabpanel');
  const thread = page.getByRole('region', { name: says.thread });
  const messages = thread.getByRole('log', { name: says.messages });
  const field = thread.getByRole('textbox', { name: says.reply });
  const showsList: AgentPage['showsList'] = (name) =>
    page.getByRole('tab', { name: new RegExp(`^${says[name]}`) }).click();
  async function chooses(presence: 'ready' | 'away' | 'busy'): Promise<void> {
    await page.getByRole('button', { name: says.presence }).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${says[presence]}`) }).click();
    await page.getByRole('button', { name: `${says.presence}: ${says[presence]}` }).waitFor();
  }
  async function opens(text: string): Promise<void> {
    await list.getByRole('link').filter({ hasText: text }).click();
    await messages.waitFor();
  }
  return {
    page,
    language,
    says,
    list,
    thread,
    messages,
    field,
    signsIn: async (username = 'zhangsan', password = 'agent1234') => {
      await page.goto('/');
      await page.getByLabel(says.username).fill(username);
      await page.getByLabel(says.password, { exact: true }).fill(password);
      await page.getByRole('button', { name: says.signIn }).click();
      await page.getByRole('navigation').first().waitFor();
    },
    goesAway: () => chooses('away'),
    chooses,
    opens,
    takes: async (text) => {
      await showsList('waiting');
      await opens(text);
      await thread.getByRole('button', { name: says.take }).first().click();
      await field.waitFor();
    },
    writes: async (text) => {
      await field.fill(text);
      await field.press('Enter');
    },
    sees: (...texts) => expectMessages(messages, texts),
    line: (text) => messages.getByText(text, { exact: true }),
    showsList,
    closes: async () => {
      await thread.getByRole('button', { name: says.close }).click();
      await field.waitFor({ state: 'hidden' });
    },
    storedEvents: async () => {
      const id = new URL(page.url()).pathname.split('/').at(-1);
      const answer = await page.request.get(`/api/conversations/${id}/events?limit=200`);
      return ((await answer.json()) as EventPage).events;
    },
  };
}
