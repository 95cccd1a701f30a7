import { describe, it } from 'vitest';
import { setScene } from './harness/scene.ts';
import { seatTwoAgents } from './harness/two-agents.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

describe.each([
  { language: 'zh-CN', username: 'wangwu', name: '王五', question: '我要退货', memo: '着急，先道歉' },
  { language: 'en', username: 'zhaoliu', name: '赵六', question: 'I want my money back', memo: 'In a hurry' },
] as const)('handing over in $language', ({ language, username, name, question, memo }) => {
  it('brings the conversation and its memo to a colleague by keyboard, and the visitor hears only who it is', async () => {
    const { agent, colleague, visitor } = await seatTwoAgents(scene, { language, username, name });

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

describe('handing over where agents are asked first', () => {
  it('stays with its agent until a colleague accepts, by keyboard; they may say no first', async () => {
    const { agent, colleague, visitor, chief, unitId } = await seatTwoAgents(scene, {
      username: 'sunqi',
      name: '孙七',
    });
    await chief.ask('PATCH', `/api/org-units/${unitId}/session-settings`, { transferNeedsAcceptance: true });

    await visitor.begins('可以换货吗');
    await agent.opens('可以换货吗');
    const handsOver = async () => {
      await agent.field.press('Escape');
      await agent.page.keyboard.press('Shift+T');
      const dialog = agent.page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: agent.says.findTarget }).pressSequentially('孙七');
      await dialog.getByRole('option').filter({ hasText: '孙七' }).waitFor();
      await agent.page.keyboard.press('ArrowDown');
      await agent.page.keyboard.press('Enter');
      await agent.page.keyboard.type('熟客');
      await agent.page.keyboard.press('ControlOrMeta+Enter');
      await dialog.waitFor({ state: 'detached' });
    };
    const card = colleague.page.getByRole('article').filter({ hasText: '熟客' });

    await handsOver();
    await agent.page.getByRole('note').filter({ hasText: '已请 孙七 接手' }).waitFor();
    await card.getByText('可以换货吗').waitFor();
    await colleague.page.keyboard.press('Shift+D');
    const why = colleague.page.getByRole('dialog');
    await why.getByRole('textbox').waitFor();
    await colleague.page.keyboard.type('正在忙');
    await colleague.page.keyboard.press('Enter');
    await card.waitFor({ state: 'detached' });
    await agent.messages.getByText('正在忙').waitFor();
    await agent.writes('请稍等');
    await visitor.sees('可以换货吗', '请稍等');

    await handsOver();
    await card.waitFor();
    await colleague.page.reload();
    await card.waitFor();
    await colleague.page.keyboard.press('Shift+A');
    await colleague.messages.getByText('熟客').last().waitFor();
    await colleague.writes('我是孙七');
    await visitor.sees('可以换货吗', '请稍等', '我是孙七');
    if ((await visitor.messages.textContent())?.includes('熟客')) throw new Error('the visitor reads the memo');
  });
});
