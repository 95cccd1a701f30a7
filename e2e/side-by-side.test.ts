import { describe, expect, it } from 'vitest';
import { expectFocus } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  { language: 'zh-CN', questions: ['第一位来问', '第二位来问'], answers: ['给第一位', '给第二位'] },
  { language: 'en', questions: ['The first asks', 'The second asks'], answers: ['To the first', 'To the second'] },
] as const)('two conversations beside each other in $language', ({ language, questions, answers }) => {
  it('are answered in turn by keyboard, each with its own field, and stand there after a reload', async () => {
    const agent = await scene.agent({ language, viewport: { width: 1680, height: 900 } });
    const [one, two] = [await scene.visitor({ language }), await scene.visitor({ language })];
    const { page } = agent;
    const { keyboard } = page;
    await agent.signsIn();
    await one.begins(questions[0]);
    await two.begins(questions[1]);
    // The newest comes first, unless it arrives while the mouse rests on the list: nothing jumps below it.
    await agent.list.getByRole('link').filter({ hasText: questions[1] }).waitFor();
    await agent.opens(questions[0]);
    await agent.field.press('Escape');
    await keyboard.press('b');
    await expect.poll(() => agent.thread.count(), { timeout: 20_000 }).toBe(2);
    const fieldOf = (at: number) => agent.thread.nth(at).getByRole('textbox', { name: agent.says.reply });
    await expectFocus(fieldOf(1), 'the field of the second');
    await keyboard.type(answers[1]);
    await keyboard.press('Alt+1');
    await expectFocus(fieldOf(0), 'the field of the first');
    await keyboard.type(answers[0]);
    await keyboard.press('Enter');
    await one.sees(questions[0], answers[0]);
    await keyboard.press('Escape');
    await keyboard.press(']');
    await expectFocus(fieldOf(1), 'the field of the second again');
    await keyboard.press('Enter');
    await two.sees(questions[1], answers[1]);

    await page.reload();
    await fieldOf(1).waitFor();
    await agent.thread.nth(1).getByText(answers[1]).waitFor();
    await fieldOf(1).press('Escape');
    await keyboard.press('x');
    await expect.poll(() => agent.thread.count(), { timeout: 20_000 }).toBe(1);
    await agent.line(answers[0]).waitFor();
  });
});
