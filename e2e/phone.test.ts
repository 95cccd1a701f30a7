import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { eventually, expectInSight } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1 };

/** Nobody has to scroll sideways. */
const expectNarrow = (page: Page) =>
  eventually(
    () => page.evaluate(() => [document.documentElement.scrollWidth, window.visualViewport?.scale]),
    [390, 1],
    'the page is as wide as the phone',
  );

it('lets a visitor and an agent talk from their phones', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(phone), scene.visitor({ ...phone, place: 'full page' })]);
  await agent.signsIn();
  await visitor.arrives();
  await visitor.field.fill('我在路上，用手机问一句');
  await visitor.chat.getByRole('button', { name: visitor.says.send, exact: true }).tap();

  const row = agent.list.getByRole('link');
  await row.getByText('我在路上，用手机问一句').waitFor();
  await row.tap();
  await agent.messages.waitFor();
  await row.waitFor({ state: 'hidden' });
  await agent.field.fill('好的，请说');
  await agent.thread.getByRole('button', { name: agent.says.send, exact: true }).tap();
  await visitor.sees('我在路上，用手机问一句', '好的，请说');
  for (const person of [agent, visitor]) {
    await expectInSight(person.field, 'the field to write in');
    await expectInSight(person.line('好的，请说'), 'the newest message');
    await expectNarrow(person.page);
  }

  await agent.thread.getByRole('button', { name: agent.says.back }).tap();
  await row.waitFor();
  await agent.messages.waitFor({ state: 'hidden' });
  await expectNarrow(agent.page);
  await agent.page.goBack();
  await agent.sees('我在路上，用手机问一句', '好的，请说');
});

it('opens the chat over the whole phone from a page with the launcher, and gives the page back', async () => {
  const visitor = await scene.visitor(phone);
  await visitor.arrives();
  await visitor.launcher.tap();
  await visitor.messages.waitFor();
  await eventually(
    () => visitor.page.getByRole('dialog').boundingBox(),
    { x: 0, y: 0, width: 390, height: 844 },
    'the chat covers the phone',
  );
  await visitor.chat.getByRole('button', { name: visitor.says.close }).tap();
  await visitor.page.getByRole('dialog').waitFor({ state: 'hidden' });
  await expectInSight(visitor.launcher, 'the launcher');
});
