import { newId } from '@cskefu/client';
import { describe, expect, it } from 'vitest';
import { eventually, expectInSight } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  { language: 'zh-CN', question: '蓝色的还有吗', answer: '还有两件', thanks: '就要一件', quote: '引用', recall: '撤回', gone: '撤回了一条消息', told: '消息已撤回' },
  {
    language: 'en',
    question: 'Is there a blue one?',
    answer: 'Two are left',
    thanks: 'I take one',
    quote: 'Quote',
    recall: 'Recall',
    gone: /recalled/i,
    told: 'Message recalled',
  },
] as const)('a quote in $language', ({ language, question, answer, thanks, quote, recall, gone, told }) => {
  it('is made by either side, leads to what was said however far back, and shows nothing of what was recalled', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    const { page } = agent;
    await agent.signsIn();
    await visitor.begins(question);
    await agent.opens(question);
    await agent.field.press('Escape');
    await page.keyboard.press('q');
    await page.keyboard.type(answer);
    await page.keyboard.press('Enter');
    const quoted = visitor.messages.locator('li').filter({ hasText: answer });
    await quoted.getByRole('button', { name: question }).waitFor();
    expect((await agent.storedEvents()).at(-1)).toMatchObject({ message: { text: answer, replyTo: expect.any(Number) } });

    await quoted.hover();
    await quoted.getByRole('button', { name: quote, exact: true }).click();
    await visitor.page.keyboard.type(thanks);
    await visitor.page.keyboard.press('Enter');
    const bubble = agent.messages.getByRole('article').filter({ hasText: thanks });
    await bubble.getByRole('button', { name: answer }).waitFor();

    // Far away by now: what was quoted first is not loaded after a reload.
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await page.evaluate(
      async ({ path, ids }) => {
        for (const [at, messageId] of ids.entries())
          await fetch(path, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ id: messageId, message: { kind: 'text', text: `- ${at}` } }),
          });
      },
      { path: `/api/conversations/${id}/messages`, ids: Array.from({ length: 90 }, () => newId()) },
    );
    await agent.line('- 89').waitFor();
    const last = (await agent.storedEvents()).findLast(
      (event) => event.type === 'message.created' && event.message.text === question,
    );
    await page.evaluate(
      ({ path, messageId, replyTo }) =>
        fetch(path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ id: messageId, message: { kind: 'text', text: '!!!', replyTo } }),
        }),
      { path: `/api/conversations/${id}/messages`, messageId: newId(), replyTo: last?.seq },
    );
    await page.reload();
    const far = agent.messages.getByRole('article').filter({ hasText: '!!!' });
    await far.getByRole('button', { name: question }).click();
    await expectInSight(agent.line(question).first(), 'the message that was quoted');

    await page.reload();
    await agent.line('!!!').waitFor();
    await visitor.messages.getByRole('button', { name: recall }).first().click();
    await eventually(async () => (await far.textContent())?.match(gone) !== null, true, 'the quote says that it was recalled');
    await visitor.messages.getByText(told).first().waitFor();
  });
});
