import { describe, it } from 'vitest';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  {
    language: 'zh-CN',
    question: '分配给谁了？',
    saves: '保存小结',
    ask: '为什么是这位坐席？',
    rule: '当前会话最少',
    wait: '正在等什么？',
    reason: '等待技能组内有坐席就绪',
    ready: /^就绪/,
  },
  {
    language: 'en',
    question: 'Who has it?',
    saves: 'Save the wrap-up',
    ask: 'Why this agent?',
    rule: 'Had the fewest conversations',
    wait: 'What is it waiting for?',
    reason: 'For an agent of the group to be ready',
    ready: /^Ready/,
  },
] as const)('the side panel in $language', ({ language, question, saves, ask, rule, wait, reason, ready }) => {
  it('tells why this agent serves it, and what a waiting one waits for', async () => {
    const [agent, visitor, late] = await Promise.all([
      scene.agent({ language }),
      scene.visitor({ language }),
      scene.visitor({ language }),
    ]);
    await agent.signsIn();
    await visitor.begins(question);
    await agent.opens(question);
    // The sections above have come: nothing moves any more.
    await agent.page.getByRole('button', { name: saves }).waitFor();
    await agent.page.getByText(ask).click();
    await agent.page.getByText(rule).waitFor();

    await agent.goesAway();
    await late.begins(`${question} (late)`);
    await agent.showsList('waiting');
    await agent.opens(`${question} (late)`);
    await agent.page.getByText(wait).click();
    await agent.page.getByText(reason).waitFor();

    await agent.page.getByRole('button', { name: agent.says.presence }).click();
    await agent.page.getByRole('menuitem', { name: ready }).click();
    await agent.page.getByText(rule).waitFor();
  });
});
