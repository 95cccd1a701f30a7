import { describe, it } from 'vitest';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  { language: 'zh-CN', question: '地址是人民路 1 号', answer: '收到', pending: '等待发送的消息', marked: '标记的消息' },
  {
    language: 'en',
    question: '1 Main Street',
    answer: 'Got it',
    pending: 'Messages to be sent later',
    marked: 'Marked messages',
  },
] as const)('axe finds nothing in $language, light or dark,', ({ language, question, answer, pending, marked }) => {
  it('in what helps to write and to find one’s way', { timeout: 240_000 }, async () => {
    const agent = await scene.agent({ language, viewport: { width: 1680, height: 900 } });
    const [visitor, other] = [await scene.visitor({ language }), await scene.visitor({ language })];
    const { page } = agent;
    const { keyboard } = page;
    const dialog = page.getByRole('dialog');
    await agent.signsIn();
    await other.begins(answer);
    await visitor.begins(question);
    await agent.opens(question);
    await agent.field.press('Escape');
    await keyboard.press('s');
    await keyboard.press('q');
    await expectAccessible(page, 'a quote in the composer');
    await keyboard.type(answer);
    await keyboard.press('Enter');
    await visitor.line(answer).waitFor();
    await visitor.messages.getByText(question).last().waitFor();
    await expectAccessible(visitor.page, 'a quote in the chat');

    await agent.field.press('Escape');
    await keyboard.press('ControlOrMeta+k');
    await page.getByRole('option').first().waitFor();
    await expectAccessible(page, 'the command palette');
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await keyboard.press('d');
    await dialog.waitFor();
    await expectAccessible(page, 'the dialog for a reply later');
    await keyboard.type(answer);
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByRole('region', { name: pending }).waitFor();
    await keyboard.press('h');
    await dialog.waitFor();
    await expectAccessible(page, 'the dialog for a snooze');
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await keyboard.press('b');
    await agent.thread.nth(1).getByRole('textbox').waitFor();
    await expectAccessible(page, 'two conversations, one snoozed and with a reply for later');

    await page.goto('/marked');
    await page.getByRole('heading', { name: marked }).waitFor();
    await page.getByRole('link').filter({ hasText: question }).waitFor();
    await expectAccessible(page, 'marked messages');
  });
});
