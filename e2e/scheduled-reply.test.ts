import { newId } from '@cskefu/client';
import { describe, it } from 'vitest';
import type { AgentPage } from './harness/agent-page.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

/** As the dialog would, for a moment nearer than a minute. */
const scheduleSoon = ({ page }: AgentPage, text: string, ms: number) =>
  page.evaluate(
    async ({ id, text: words, delay }) => {
      const conversationId = location.pathname.split('/').at(-1);
      await fetch(`/api/conversations/${conversationId}/scheduled-messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id, text: words, sendAt: new Date(Date.now() + delay).toISOString() }),
      });
    },
    { id: newId(), text, delay: ms },
  );

describe.each([
  { language: 'zh-CN', question: '明天能发货吗', first: '明早十点发出', second: '已经发出', third: '晚了', now: '立即发送', pending: '等待发送的消息', notSent: /没有发出/ },
  {
    language: 'en',
    question: 'Do you ship tomorrow?',
    first: 'It leaves at ten',
    second: 'It has left',
    third: 'Too late',
    now: 'Send now',
    pending: 'Messages to be sent later',
    notSent: /[Nn]ot sent/,
  },
] as const)('a reply for later in $language', ({ language, question, first, second, third, now, pending, notSent }) => {
  it('is written by keyboard, waits in sight, goes out by itself, and is told of when it could not', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    const { page } = agent;
    await agent.signsIn();
    await visitor.begins(question);
    await agent.opens(question);
    await agent.field.press('Escape');
    await page.keyboard.press('d');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().waitFor();
    await page.keyboard.type(first);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    const strip = page.getByRole('region', { name: pending });
    await strip.getByText(first).waitFor();
    await visitor.sees(question);
    await strip.getByRole('button', { name: now }).click();
    await visitor.line(first).waitFor();
    await strip.waitFor({ state: 'detached' });

    await scheduleSoon(agent, second, 2_000);
    await strip.getByText(second).waitFor();
    await visitor.sees(question, first, second);
    await strip.waitFor({ state: 'detached' });

    await scheduleSoon(agent, third, 3_000);
    await strip.getByText(third).waitFor();
    await agent.closes();
    await strip.getByRole('alert').getByText(notSent).waitFor();
    await visitor.sees(question, first, second);
  });
});
