import { describe, it } from 'vitest';
import { administration, FIRST_PASSWORD } from './harness/administration.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

describe.each([
  { language: 'zh-CN', username: 'wangwu', name: '王五', question: '我要退货', memo: '着急，先道歉' },
  { language: 'en', username: 'zhaoliu', name: '赵六', question: 'I want my money back', memo: 'In a hurry' },
] as const)('handing over in $language', ({ language, username, name, question, memo }) => {
  it('brings the conversation and its memo to a colleague by keyboard, and the visitor hears only who it is', async () => {
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
    await agent.field.press('Escape');
    await agent.page.keyboard.press('Shift+T');
    const dialog = agent.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: agent.says.findTarget }).pressSequentially(name);
    await dialog.getByRole('option').filter({ hasText: name }).waitFor();
    await agent.page.keyboard.press('ArrowDown');
    await agent.page.keyboard.press('Enter');
    await agent.page.keyboard.type(memo);
    await agent.page.keyboard.press('ControlOrMeta+Enter');
    await dialog.waitFor({ state: 'detached' });

    await colleague.opens(question);
    await colleague.messages.getByText(memo).waitFor();
    await colleague.writes(`${question}?`);
    await visitor.sees(question, `${question}?`);
    await visitor.messages.getByText(name).first().waitFor();
    await agent.list.getByRole('link').filter({ hasText: question }).waitFor({ state: 'detached' });
    if ((await visitor.messages.textContent())?.includes(memo)) throw new Error('the visitor reads the memo');
  });
});
