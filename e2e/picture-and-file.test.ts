import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { drawPicture } from './harness/draw-picture.ts';
import { eventually, expectFocus } from './harness/eventually.ts';
import { chooseFile, dropFile, type GivenFile, pasteFile } from './harness/hand-over.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

const picture = (name: string, colour: [number, number, number]): GivenFile => ({
  name,
  mimeType: 'image/png',
  buffer: drawPicture(1200, 900, colour),
});
const priceList: GivenFile = {
  name: '报价单 2026.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('云雾绿茶\t128\n岩韵乌龙\t168\n'.repeat(500)),
};

/** The picture is there, not only its frame: its width in pixels. */
const expectPicture = (image: Locator, isWidth: (width: number) => boolean, what: string) =>
  eventually(async () => isWidth(await image.evaluate((it) => (it as HTMLImageElement).naturalWidth)), true, what);

it('brings a visitor’s pictures to the agent, chosen, pasted or dropped, small in the thread and large on demand', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  await agent.signsIn();
  await visitor.begins('给您看照片');
  await agent.opens('给您看照片');

  const button = visitor.chat.getByRole('button', { name: visitor.says.image });
  await chooseFile(visitor.page, button, picture('chosen.png', [26, 127, 90]));
  await pasteFile(visitor.field, picture('pasted.png', [200, 120, 40]));
  await dropFile(visitor.messages, picture('dropped.png', [40, 90, 200]));

  for (const name of ['chosen.png', 'pasted.png', 'dropped.png']) {
    const thumbnail = agent.messages.getByRole('button', { name: `${agent.says.viewImage}${name}` });
    await expectPicture(thumbnail.getByRole('img'), (width) => width > 0 && width <= 640, `the thumbnail of ${name}`);
    await visitor.messages.getByRole('button', { name: `${visitor.says.viewImage}${name}` }).waitFor();
  }

  const thumbnail = agent.messages.getByRole('button', { name: `${agent.says.viewImage}chosen.png` });
  await thumbnail.click();
  const large = agent.page.getByRole('dialog', { name: 'chosen.png' });
  await expectPicture(large.getByRole('img', { name: 'chosen.png' }), (width) => width === 1200, 'the large picture');
  await agent.page.keyboard.press('Escape');
  await large.waitFor({ state: 'hidden' });
  await expectFocus(thumbnail, 'the thumbnail again');
});

it('brings an agent’s file to the visitor byte by byte', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  await agent.signsIn();
  await visitor.begins('有报价单吗');
  await agent.opens('有报价单吗');

  await chooseFile(agent.page, agent.thread.getByRole('button', { name: agent.says.file }), priceList);
  await agent.field.fill('请看附件');
  await agent.field.press('Enter');
  await visitor.sees('请看附件', priceList.name);

  const [download] = await Promise.all([
    visitor.page.waitForEvent('download'),
    visitor.messages.getByRole('button', { name: priceList.name }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(priceList.name);
  expect(await readFile(await download.path())).toEqual(priceList.buffer);
});
