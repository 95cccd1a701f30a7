import { it } from 'vitest';
import { eventually, expectInSight } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';
import { visitorPage } from './harness/visitor-page.ts';

const scene = setScene();

it('brings both back to where they were, with their words and drafts, when they reload in the middle', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  const story = Array.from({ length: 12 }, (_, index) => `第 ${index + 1} 句，说的是茶。`);
  await agent.signsIn();
  await visitor.begins('想听您讲讲茶');
  await agent.opens('想听您讲讲茶');
  for (const sentence of story) await agent.writes(sentence);
  await visitor.sees('想听您讲讲茶', ...story);
  await visitor.field.fill('写了一半的问题');
  await agent.field.fill('写了一半的回答');

  await Promise.all([visitor.page.reload(), agent.page.reload()]);

  await visitor.opensChat();
  await visitor.sees('想听您讲讲茶', ...story);
  await expectInSight(visitor.line('第 12 句，说的是茶。'), 'the newest message of the visitor’s chat');
  await eventually(() => visitor.field.inputValue(), '写了一半的问题', 'the visitor’s draft');
  await agent.sees('想听您讲讲茶', ...story);
  await expectInSight(agent.line('第 12 句，说的是茶。'), 'the newest message of the agent’s thread');
  await eventually(() => agent.field.inputValue(), '写了一半的回答', 'the agent’s draft');

  await visitor.field.press('Enter');
  await agent.field.press('Enter');
  await agent.line('写了一半的问题').waitFor();
  await visitor.line('写了一半的回答').waitFor();
});

it('shows a visitor the same conversation in every tab', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  await agent.signsIn();
  await visitor.begins('我开了两个窗口');
  await agent.opens('我开了两个窗口');
  await agent.writes('两边都看得到');

  const other = visitorPage(await visitor.page.context().newPage(), 'zh-CN', 'full page');
  await other.arrives();
  await other.sees('我开了两个窗口', '两边都看得到');
  await other.writes('这句写在第二个窗口');
  await visitor.sees('我开了两个窗口', '两边都看得到', '这句写在第二个窗口');
  await agent.writes('收到');
  await Promise.all([visitor.line('收到').waitFor(), other.line('收到').waitFor()]);
  await agent.sees('我开了两个窗口', '两边都看得到', '这句写在第二个窗口', '收到');
});

it('keeps a closed conversation in the visitor’s sight when a new one begins', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  await agent.signsIn();
  await visitor.begins('第一次来问');
  await agent.opens('第一次来问');
  await agent.writes('第一次回答');
  await visitor.line('第一次回答').waitFor();
  await agent.closes();
  await visitor.line(/^客服结束了对话/).waitFor();

  await visitor.writes('第二次来问');
  await agent.opens('第二次来问');
  await agent.sees('第二次来问');
  await visitor.sees('第一次来问', '第一次回答', '客服结束了对话', '第二次来问');

  await visitor.page.reload();
  await visitor.opensChat();
  await visitor.sees('第一次来问', '第一次回答', '客服结束了对话', '第二次来问');
  await agent.showsList('closed');
  await agent.opens('第一次回答');
  await agent.sees('第一次来问', '第一次回答');
});
