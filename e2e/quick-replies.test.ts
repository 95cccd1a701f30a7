import { describe, it } from 'vitest';
import { eventually } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  {
    language: 'zh-CN',
    title: '退款流程',
    typed: '/tklc',
    text: '您好 {visitor}，我是{agent}。',
    page: '快捷回复',
    add: '新建快捷回复',
    save: /^保\s?存$/,
    fields: ['名称', '内容'],
  },
  {
    language: 'en',
    title: 'Refund steps',
    typed: '/refund',
    text: 'Hello {visitor}, this is {agent}.',
    page: 'Quick replies',
    add: 'New quick reply',
    save: 'Save',
    fields: ['Name', 'Text'],
  },
] as const)('a quick reply in $language', ({ language, title, typed, text, add, save, fields }) => {
  it('is written once, found by / and sent with what its variables stand for', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    await agent.signsIn();
    await agent.page.goto('/system/quick-replies');
    await agent.page.getByRole('button', { name: add }).click();
    const dialog = agent.page.getByRole('dialog');
    await dialog.getByLabel(fields[0]).fill(title);
    await dialog.getByLabel(fields[1]).fill(text);
    await dialog.getByRole('button', { name: save }).click();
    await agent.page.getByRole('listitem').filter({ hasText: title }).waitFor();

    await agent.page.goto('/workbench');
    await visitor.begins(`${title}?`);
    await agent.opens(`${title}?`);
    await agent.field.pressSequentially(typed);
    await agent.page.getByRole('option').filter({ hasText: title }).waitFor();
    await agent.page.keyboard.press('Enter');
    await eventually(
      async () => (await agent.field.inputValue()).includes('张三'),
      true,
      'the variables are filled in',
    );
    await agent.page.keyboard.press('Enter');
    const answer = visitor.messages.getByText('张三').filter({ hasText: text.slice(0, 3) });
    await answer.waitFor();
    if ((await answer.textContent())?.includes('{')) throw new Error('a variable was left as it is');
  });
});
