import { describe, it } from 'vitest';
import { eventually } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  { language: 'zh-CN', question: '多少钱', slip: '一百元', right: '一百二十元', wait: '5 秒内可撤销', hint: /Enter 发送/ },
  { language: 'en', question: 'How much?', slip: '100', right: '120', wait: 'Wait 5 s', hint: /Enter/ },
] as const)('thinking again in $language', ({ language, question, slip, right, wait, hint }) => {
  it('has the words back in the field within five seconds; after that, or after a reload, they go out', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    const { page } = agent;
    await agent.signsIn();
    await visitor.begins(question);
    await agent.opens(question);
    await agent.thread.getByRole('button', { name: hint }).click();
    await page.getByRole('menuitem', { name: wait }).click();

    await agent.writes(slip);
    await agent.line(slip).waitFor();
    await agent.field.press('Escape');
    await page.keyboard.press('z');
    await eventually(() => agent.field.inputValue(), slip, 'the words are back');
    await visitor.sees(question);

    await agent.writes(right);
    await agent.line(right).waitFor();
    await page.reload();
    await visitor.line(right).waitFor();
    await visitor.sees(question, right);
  });
});
