import { describe, it } from 'vitest';
import { drawPicture } from './harness/draw-picture.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { chooseFile } from './harness/hand-over.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();
const photo = { name: 'tea.png', mimeType: 'image/png', buffer: drawPicture(600, 400, [26, 127, 90]) };

describe.each(['zh-CN', 'en'] as const)('axe finds nothing in %s, light or dark,', (language) => {
  it('on the screens of an agent', { timeout: 240_000 }, async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    const { page, says } = agent;
    await page.goto('/');
    await page.getByRole('button', { name: says.signIn }).waitFor();
    await expectAccessible(page, 'sign-in');
    await agent.signsIn();
    await agent.showsList('waiting');
    await expectAccessible(page, 'workbench without conversations');
    await agent.goesAway();
    await visitor.begins(`${language} https://example.com 1`);
    await agent.list.getByText(`${language} https://example.com 1`).waitFor();
    await expectAccessible(page, 'waiting conversations');

    await agent.takes(`${language} https://example.com 1`);
    await chooseFile(visitor.page, visitor.chat.getByRole('button', { name: visitor.says.image }), photo);
    const thumbnail = agent.messages.getByRole('button', { name: `${says.viewImage}${photo.name}` });
    await thumbnail.getByRole('img').waitFor();
    await agent.writes('您好');
    await agent.line(says.read).waitFor();
    await expectAccessible(page, 'a conversation with messages and a picture');
    await thumbnail.click();
    await page.getByRole('dialog', { name: photo.name }).getByRole('img').waitFor();
    await expectAccessible(page, 'the large picture');
    await page.keyboard.press('Escape');
    await agent.closes();
    await agent.showsList('closed');
    await agent.list.getByRole('link').first().waitFor();
    await expectAccessible(page, 'closed conversations');
  });

  it('on the screens of a visitor', { timeout: 240_000 }, async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    const reader = await scene.visitor({ language, place: 'full page' });
    await agent.signsIn();
    await agent.goesAway();
    await visitor.arrives();
    await expectAccessible(visitor.page, 'the page with the launcher');
    await visitor.opensChat();
    await visitor.messages.waitFor();
    await expectAccessible(visitor.page, 'the chat before the first word');

    await visitor.writes(`${language} https://example.com 2`);
    await agent.takes(`${language} https://example.com 2`);
    await agent.writes('您好');
    await visitor.line('您好').waitFor();
    await chooseFile(visitor.page, visitor.chat.getByRole('button', { name: visitor.says.image }), photo);
    const thumbnail = visitor.messages.getByRole('button', { name: `${visitor.says.viewImage}${photo.name}` });
    await thumbnail.getByRole('img').waitFor();
    await visitor.line(visitor.says.read).waitFor();
    await expectAccessible(visitor.page, 'the chat with messages and a picture');
    await thumbnail.click();
    await visitor.chat.getByRole('dialog', { name: photo.name }).getByRole('img').waitFor();
    await expectAccessible(visitor.page, 'the large picture of the chat');

    await reader.arrives();
    await reader.writes('?');
    await reader.line(reader.says.sent).waitFor();
    await expectAccessible(reader.page, 'the chat on a page of its own');
  });
});
