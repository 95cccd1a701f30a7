import { describe, it } from 'vitest';
import { administration, FIRST_PASSWORD } from './harness/administration.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

describe.each([
  { language: 'zh-CN', username: 'lilei', name: '李雷', question: '谁在看我', viewing: '李雷 正在查看', writing: '李雷 正在输入', seen: '张三 正在查看' },
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
    const [chief, agent, colleague, visitor] = await Promise.all([
      scene.agent(),
      scene.agent({ language }),
      scene.agent({ language }),
      scene.visitor({ language }),
    ]);
    const desk = await administration(chief);
    await agent.signsIn();
    const me = (await (await agent.page.request.get('/api/me')).json()) as { orgUnit: { id: number } };
    const roleIds = [await desk.roleId('普通坐席')];
    await desk.account({ username, name, unitId: me.orgUnit.id, roleIds, agent: true });
    await colleague.signsIn(username, FIRST_PASSWORD);
    await colleague.goesAway();
    await visitor.begins(question);
    await agent.opens(question);
    await colleague.page.goto(new URL(agent.page.url()).pathname);
    await agent.thread.getByText(says.viewing).waitFor();
    await colleague.thread.getByText(says.seen).waitFor();

    await colleague.messages.focus();
    await colleague.page.keyboard.press('n');
    await colleague.thread.getByRole('textbox', { name: colleague.says.note }).pressSequentially('...');
    await agent.thread.getByText(says.writing).waitFor();
    if ((await visitor.messages.textContent())?.includes(`${name} `)) throw new Error('the visitor is told of a colleague');
    await colleague.page.goto('/me');
    await agent.thread.getByText(name).waitFor({ state: 'detached' });
  });
});
