import type { Page } from 'playwright-core';
import { launchBrowser } from '../../e2e/harness/browser.ts';
import type { Benchmark } from '../benchmark.ts';
import { openDesk } from '../desk/desk.ts';
import { populate } from '../desk/populate.ts';
import { fillConversations } from '../inbox/fill.ts';
import { awaitQuietMachine } from '../machine.ts';
import { rounded } from '../median.ts';
import { fillThread } from './fill.ts';
import { memoryMb, scroll, type } from './scroll.ts';

const CONVERSATIONS = 300;
const MESSAGES = 10_000;
const LONG = CONVERSATIONS - 1;
const LIST = '.inbox-scroll';
const THREAD = '.messages-scroll';
const ROW = '[data-conversation]';
const KEYS = 100;
/** More of the main thread than this in a frame, and sixty a second are out of reach. */
const MOST_WORK_MS = 16;

/** A browser in which an agent has three hundred conversations and reads one of ten thousand messages. */
export const benchmarkFluidity: Benchmark = async ({ say }) => {
  const desk = await openDesk();
  const browser = await launchBrowser();
  try {
    const party = await populate(desk, { agents: 1, conversations: CONVERSATIONS });
    await fillConversations(desk, party, 5);
    await fillThread(desk, party, LONG, MESSAGES);
    const server = await desk.startServer();
    const url = `http://127.0.0.1:${desk.port}`;
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
    const [name = '', value = ''] = party.agentCookie(0).split('=');
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await awaitQuietMachine(5_000);

    const firstRowMs = await untilSeen(page, `${url}/workbench`, ROW);
    const againMs = await untilSeen(page, `${url}/workbench`, ROW);
    say(`first row after ${firstRowMs} ms, ${againMs} ms with everything cached`);
    await loadWholeList(page);
    const list = await scroll(page, cdp, LIST, { step: 90, frames: 400 });
    say(`list of ${CONVERSATIONS}: ${JSON.stringify(list)}`);

    const conversation = `${url}/workbench/${party.conversations.id(LONG)}`;
    const firstMessageMs = await untilSeen(page, conversation, '.messages-row');
    const short = await type(page, 0).then(() => memoryMb(cdp));
    const loadedMs = await loadWholeThread(page);
    const thread = await scroll(page, cdp, THREAD, { step: 250, frames: 300 });
    say(`thread of ${MESSAGES}, there after ${loadedMs} ms: ${JSON.stringify(thread)}`);
    await page.getByRole('textbox', { name: /^回复 / }).focus();
    const keys = await type(page, KEYS);
    const heapMb = await memoryMb(cdp);
    say(`a key to its letter: ${JSON.stringify(keys)}; heap ${short} MB, ${heapMb} MB with the whole thread`);
    await server.stop();
    const figures = {
      firstRowMs,
      firstRowCachedMs: againMs,
      listP50Ms: list.p50Ms,
      listP99Ms: list.p99Ms,
      listWorkMs: list.workMs,
      firstMessageMs,
      wholeThreadMs: loadedMs,
      threadP50Ms: thread.p50Ms,
      threadP99Ms: thread.p99Ms,
      threadWorkMs: thread.workMs,
      keyP50Ms: keys.p50Ms,
      keyP99Ms: keys.p99Ms,
      heapMb: short,
      heapWholeThreadMb: heapMb,
      nodes: await page.evaluate(() => document.querySelectorAll('*').length),
    };
    const faults = [list, thread].some(({ workMs }) => workMs > MOST_WORK_MS)
      ? ['a frame takes more work than there is time']
      : [];
    return { figures, faults };
  } finally {
    await browser.close();
    await desk.close();
  }
};

/** From leaving for an address to the frame that shows the first such element. */
async function untilSeen(page: Page, address: string, selector: string): Promise<number> {
  await page.goto('about:blank');
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator(selector).first().waitFor();
  return rounded(performance.now() - started);
}

async function loadWholeList(page: Page): Promise<void> {
  await page.locator(LIST).evaluate(
    (element, rows) =>
      new Promise<void>((resolve) => {
        const next = () => {
          element.scrollTop = element.scrollHeight;
          const last = element.querySelector(`[aria-posinset="${rows}"]`);
          if (last) resolve();
          else requestAnimationFrame(next);
        };
        next();
      }),
    CONVERSATIONS,
  );
}

/** Back to the first message, as somebody who holds the key for it; answers how long that took. */
async function loadWholeThread(page: Page): Promise<number> {
  const started = performance.now();
  await page.locator(THREAD).evaluate(
    (element) =>
      new Promise<void>((resolve, reject) => {
        const next = () => {
          if (element.querySelector('.messages-retry')) return reject(new Error('a page did not come'));
          element.scrollTop = 0;
          if (element.querySelector('.messages-start')?.childElementCount === 0) resolve();
          else requestAnimationFrame(next);
        };
        next();
      }),
  );
  return rounded(performance.now() - started);
}
