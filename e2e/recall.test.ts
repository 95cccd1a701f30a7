import { describe, it } from 'vitest';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  {
    language: 'zh-CN',
    slip: '我的密码是 123456',
    wrong: '价格是 1 元',
    recall: '撤回',
    visitor: { own: '您撤回了一条消息', theirs: /^张三撤回了一条消息$/ },
    agent: { own: /^您撤回了一条消息/, theirs: /^访客 \S+ 撤回了一条消息/ },
  },
  {
    language: 'en',
    slip: 'My password is 123456',
    wrong: 'It costs 1 cent',
    recall: 'Recall',
    visitor: { own: 'You recalled a message', theirs: /^张三 recalled a message$/ },
    agent: { own: /^You recalled a message/, theirs: /^.+ recalled a message/ },
  },
] as const)('a slip in $language', ({ language, slip, wrong, recall, ...says }) => {
  it('is taken back by either side and gone from both screens', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    await agent.signsIn();
    await visitor.begins(`${slip}?`);
    await visitor.writes(slip);
    await agent.opens(slip);
    await visitor.messages.getByRole('button', { name: recall }).last().click();
    await visitor.line(says.visitor.own).waitFor();
    await agent.messages.getByText(says.agent.theirs).waitFor();
    await visitor.sees(`${slip}?`);
    await agent.sees(`${slip}?`);

    await agent.writes(wrong);
    await visitor.line(wrong).waitFor();
    await agent.line(wrong).hover();
    await agent.messages.getByRole('button', { name: recall }).last().click();
    await agent.messages.getByText(says.agent.own).waitFor();
    await visitor.line(says.visitor.theirs).waitFor();
    await visitor.sees(`${slip}?`);
    await visitor.page.reload();
    await visitor.opensChat();
    await visitor.line(says.visitor.theirs).waitFor();
    await visitor.sees(`${slip}?`);
  });
});
