import type { Locator, Page } from 'playwright-core';
import { it } from 'vitest';
import { expectFocus, hasFocus } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

/** With the Tab key alone, however many stops there are on the way. */
async function tabTo(page: Page, goal: Locator, what: string): Promise<void> {
  await goal.waitFor();
  for (let stops = 0; stops < 40; stops++) {
    if (await hasFocus(goal)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${what}`);
}

it('lets a visitor open the chat, write and close it without a mouse', async () => {
  const visitor = await scene.visitor();
  const { keyboard } = visitor.page;
  await visitor.arrives();
  await tabTo(visitor.page, visitor.launcher, 'the launcher');
  await keyboard.press('Enter');
  await expectFocus(visitor.field, 'the field of the chat');
  await keyboard.type('只用键盘也能聊');
  await keyboard.press('Enter');
  await visitor.sees('只用键盘也能聊');

  await keyboard.press('Escape');
  await visitor.field.waitFor({ state: 'hidden' });
  await expectFocus(visitor.launcher, 'the launcher again');
});

it('lets an agent sign in, take who waits, reply and close without a mouse', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  const { keyboard } = agent.page;
  await agent.page.goto('/');
  await expectFocus(agent.page.getByLabel(agent.says.username), 'the user name');
  await keyboard.type('zhangsan');
  await keyboard.press('Tab');
  await keyboard.type('agent1234');
  await keyboard.press('Enter');

  const presence = agent.page.getByRole('button', { name: agent.says.presence });
  await tabTo(agent.page, presence, 'the presence switch');
  await keyboard.press('Enter');
  const away = agent.page.getByRole('menuitem', { name: agent.says.away });
  await away.waitFor();
  for (let steps = 0; steps < 5 && !(await hasFocus(away)); steps++) await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await agent.page.getByRole('button', { name: `${agent.says.presence}: ${agent.says.away}` }).waitFor();

  await visitor.begins('我可以等');
  await agent.page.getByRole('tab', { name: `${agent.says.waiting} 1` }).waitFor();
  await keyboard.press('t');
  await agent.sees('我可以等');
  await expectFocus(agent.field, 'the field to reply in');
  await keyboard.type('让您久等了');
  await keyboard.press('Enter');
  await visitor.sees('我可以等', '让您久等了');

  // Back to the list and into the conversation once more.
  await keyboard.press('Escape');
  await keyboard.press('Escape');
  await agent.messages.waitFor({ state: 'hidden' });
  await keyboard.press('j');
  await expectFocus(agent.list.getByRole('link').first(), 'the first conversation of the list');
  await keyboard.press('Enter');
  await expectFocus(agent.field, 'the field to reply in, again');
  await keyboard.press('Escape');
  await keyboard.press('Shift+E');
  await visitor.line(/^客服结束了对话/).waitFor();
  await agent.thread.getByText('会话已结束').waitFor();
});
