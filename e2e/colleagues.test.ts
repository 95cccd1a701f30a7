import { describe, it } from 'vitest';
import { setScene } from './harness/scene.ts';
import { seatTwoAgents } from './harness/two-agents.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

describe.each([
  {
    language: 'zh-CN',
    username: 'lilei',
    name: '李雷',
    question: '谁在看我',
    viewing: '李雷 正在查看',
    writing: '李雷 正在输入',
    seen: '张三 正在查看',
  },
  {
    language: 'en',
    username: 'hanmeimei',
    name: 'Han',
    question: 'Who is there?',
    viewing: 'Han is looking at it',
    writing: 'Han is writing',
    seen: '张三 is looking at it',
  },
] as const)('two people at one conversation in $language', ({ language, username, name, question, ...says }) => {
  it('see each other look and write, and see when the other is gone; the visitor sees nothing of it', async () => {
    const { agent, colleague, visitor } = await seatTwoAgents(scene, { language, username, name });
    await visitor.begins(question);
    await agent.opens(question);
    await colleague.page.goto(new URL(agent.page.url()).pathname);
    await agent.thread.getByText(says.viewing).waitFor();
    await colleague.thread.getByText(says.seen).waitFor();

    await colleague.messages.focus();
    await colleague.page.keyboard.press('n');
    await colleague.thread.getByRole('textbox', { name: colleague.says.note }).pressSequentially('...');
    await agent.thread.getByText(says.writing).waitFor();
    if ((await visitor.messages.textContent())?.includes(`${name} `))
      throw new Error('the visitor is told of a colleague');
    await colleague.page.keyboard.press('Escape');
    await colleague.page.keyboard.press('Escape');
    await colleague.thread.waitFor({ state: 'detached' });
    await agent.thread.getByText(name).waitFor({ state: 'detached' });
  });
});
