import type { Page } from 'playwright-core';
import { it } from 'vitest';
import { agentPage } from './harness/agent-page.ts';
import { eventually } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';
import { visitorPage } from './harness/visitor-page.ts';

const scene = setScene();
const loseNetwork = (page: Page) => page.context().setOffline(true);
const findNetwork = (page: Page) => page.context().setOffline(false);

it('sends what a visitor wrote without network when it is back, in order and once', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  await agent.signsIn();
  await visitor.begins('地铁里信号不好');
  await agent.opens('地铁里信号不好');

  await loseNetwork(visitor.page);
  for (const text of ['进隧道一', '进隧道二', '进隧道三']) await visitor.writes(text);
  await visitor.chat.getByText(visitor.says.offline).waitFor();
  await visitor.line(visitor.says.waiting).waitFor();
  await agent.writes('您慢慢来');
  await agent.sees('地铁里信号不好', '您慢慢来');

  await findNetwork(visitor.page);
  await agent.sees('地铁里信号不好', '您慢慢来', '进隧道一', '进隧道二', '进隧道三');
  await visitor.sees('地铁里信号不好', '您慢慢来', '进隧道一', '进隧道二', '进隧道三');
  await visitor.chat.getByText(visitor.says.offline).waitFor({ state: 'hidden' });
});

it('keeps what a visitor wrote without network even if the page is closed before it is back', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  await agent.signsIn();
  await visitor.begins('手机快没电了');
  await agent.opens('手机快没电了');

  await loseNetwork(visitor.page);
  for (const text of ['没电前一', '没电前二', '没电前三']) await visitor.writes(text);
  await visitor.line(visitor.says.waiting).waitFor();
  const later = visitorPage(await visitor.page.context().newPage(), 'zh-CN', 'launcher');
  await visitor.page.close();
  await findNetwork(later.page);
  await later.arrives();

  await agent.sees('手机快没电了', '没电前一', '没电前二', '没电前三');
  await later.opensChat();
  await later.sees('手机快没电了', '没电前一', '没电前二', '没电前三');
  await later.line(later.says.read).waitFor();
  await later.page.reload();
  await later.opensChat();
  await later.sees('手机快没电了', '没电前一', '没电前二', '没电前三');
  await agent.sees('手机快没电了', '没电前一', '没电前二', '没电前三');
});

it('does the same for an agent: waiting words are sent in order and once, and survive a closed page', async () => {
  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  await agent.signsIn();
  await visitor.begins('您那边网络好吗');
  await agent.opens('您那边网络好吗');

  await loseNetwork(agent.page);
  for (const text of ['断网一', '断网二', '断网三']) await agent.writes(text);
  await agent.page.getByRole('status').getByText(agent.says.offline).waitFor();
  await eventually(() => agent.line(agent.says.waitingForNetwork).count(), 3, 'three messages wait for the network');
  await visitor.writes('看来不太好');
  await visitor.sees('您那边网络好吗', '看来不太好');

  await findNetwork(agent.page);
  await visitor.sees('您那边网络好吗', '看来不太好', '断网一', '断网二', '断网三');
  await agent.sees('您那边网络好吗', '看来不太好', '断网一', '断网二', '断网三');

  await loseNetwork(agent.page);
  for (const text of ['又断一', '又断二', '又断三']) await agent.writes(text);
  await eventually(() => agent.line(agent.says.waitingForNetwork).count(), 3, 'three messages wait again');
  const address = agent.page.url();
  const later = agentPage(await agent.page.context().newPage(), 'zh-CN');
  await agent.page.close();
  await findNetwork(later.page);
  await later.page.goto(address);

  const story = ['您那边网络好吗', '看来不太好', '断网一', '断网二', '断网三', '又断一', '又断二', '又断三'];
  await visitor.sees(...story);
  await later.sees(...story);
});
