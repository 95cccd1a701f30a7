import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentPage } from './harness/agent-page.ts';
import { besideDesk, type Desk, startDesk } from './harness/desk.ts';
import { eventually } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';
import { type Supervisor, supervisor } from './harness/supervisor.ts';
import type { VisitorPage } from './harness/visitor-page.ts';

const variables = { CSKEFU_DEMO: '1' };
const scene = setScene(variables, { hasty: true });
let chief: Supervisor;
const loads: string[] = [];

beforeAll(async () => {
  chief = await supervisor(scene.desk().url);
});

interface Place {
  readonly id: number;
  readonly channel: string;
}

/** From now on nobody reloads this page: it helps itself. */
function isLeftAlone(page: Page): void {
  page.on('load', () => loads.push(page.url()));
}

async function agentOf(
  place: Pick<Place, 'id'>,
  presence?: 'away' | 'busy',
): Promise<AgentPage & { readonly accountId: string }> {
  const [page, { id, username, password }] = await Promise.all([scene.agent(), chief.agent(place.id)]);
  await page.signsIn(username, password);
  await page.page.getByRole('button', { name: `${page.says.presence}: ${page.says.ready}` }).waitFor();
  if (presence) await page.chooses(presence);
  isLeftAlone(page.page);
  return { ...page, accountId: id };
}

async function visitorOf({ channel }: Place, question: string): Promise<VisitorPage> {
  const visitor = await scene.visitor({ place: 'full page', channel });
  await visitor.begins(question);
  isLeftAlone(visitor.page);
  return visitor;
}

/** The visitor sees that they wait, and where. */
const waits = ({ chat }: VisitorPage, place = '下一位就是您') =>
  chat.getByText(place, { exact: true }).first().waitFor();

/** On the agent's screen, and answered; and nobody has reloaded anything. */
async function isServed(visitor: VisitorPage, agent: AgentPage, question: string): Promise<void> {
  await agent.opens(question);
  const answer = `${question}：马上为您处理`;
  await agent.writes(answer);
  await visitor.line(answer).waitFor();
  await visitor.chat.getByRole('region', { name: '排队情况' }).waitFor({ state: 'detached' });
  expect(loads).toEqual([]);
}

const isWaitingAgain = (visitor: VisitorPage) => visitor.line('客服暂时离开，正在为您重新安排').waitFor();

describe('the waiting visitor is served, and nobody reloads anything,', () => {
  it('when the agent was ready before they came, and when the agent comes after them', async () => {
    const place = await chief.group('先后');
    const early = await visitorOf(place, '有人上班吗');
    await waits(early);
    const agent = await agentOf(place);
    await isServed(early, agent, '有人上班吗');
    const late = await visitorOf(place, '现在有人了吗');
    await isServed(late, agent, '现在有人了吗');
  });

  it('when their agent closes the tab: a colleague has them after the grace', async () => {
    const place = await chief.group('关闭标签页');
    const agent = await agentOf(place);
    const visitor = await visitorOf(place, '您还在吗');
    await agent.opens('您还在吗');
    const colleague = await agentOf(place);
    await agent.page.close();
    await isServed(visitor, colleague, '您还在吗');
  });

  it('when the agent loses the network before they come and finds it again', async () => {
    const place = await chief.group('断网');
    const agent = await agentOf(place);
    const before = await visitorOf(place, '网络好吗');
    await agent.opens('网络好吗');
    await agent.page.context().setOffline(true);
    await before.writes('您掉线了吗');
    const meanwhile = await visitorOf(place, '掉线时来的');
    // Longer than the grace: whether the server has noticed or not, nobody is lost.
    await meanwhile.page.waitForTimeout(3_000);
    await agent.page.context().setOffline(false);
    await agent.messages.getByText('您掉线了吗').waitFor();
    await isServed(before, agent, '您掉线了吗');
    await isServed(meanwhile, agent, '掉线时来的');
  });

  it('when the agent is busy, away, busy again, and ready at last', async () => {
    const place = await chief.group('切换状态');
    const agent = await agentOf(place, 'busy');
    const visitor = await visitorOf(place, '忙完了吗');
    await waits(visitor);
    for (const presence of ['away', 'busy', 'ready'] as const) await agent.chooses(presence);
    await isServed(visitor, agent, '忙完了吗');
  });

  it('when a ready agent is moved into the skill group', async () => {
    const [place, elsewhere] = [await chief.group('缺人'), await chief.group('有余')];
    const agent = await agentOf(elsewhere);
    const visitor = await visitorOf(place, '没人管我吗');
    await waits(visitor);
    await chief.ask('POST', `/api/org-units/${place.id}/accounts`, { accountIds: [agent.accountId] });
    await isServed(visitor, agent, '没人管我吗');
  });

  it('when the skill group of the agents was none for a while, and theirs cannot be switched off', async () => {
    const place = await chief.group('入口');
    const { id } = await chief.ask('POST', '/api/org-units', { name: '时开时关', parentId: 1 });
    const agent = await agentOf({ id });
    const visitor = await visitorOf(place, '技能组开了吗');
    await waits(visitor);
    expect(await chief.status('PATCH', `/api/org-units/${place.id}`, { isSkillGroup: false })).toBe(409);
    await chief.ask('PATCH', `/api/org-units/${id}`, { isSkillGroup: true });
    const { items } = await chief.ask<{ items: { id: string }[] }>('GET', `/api/queue?skillGroupId=${place.id}`);
    await chief.ask('POST', `/api/conversations/${items[0]?.id}/move`, { skillGroupId: id });
    await isServed(visitor, agent, '技能组开了吗');
  });

  it('when the limit is lowered below what the agent has, and raised again; their place follows', async () => {
    const place = await chief.group('上限');
    const limitTo = (maxConversations: number) =>
      chief.ask('PATCH', `/api/org-units/${place.id}`, { maxConversations });
    await limitTo(1);
    const agent = await agentOf(place);
    const first = await visitorOf(place, '第一位');
    await agent.opens('第一位');
    const second = await visitorOf(place, '第二位');
    await waits(second);
    const third = await visitorOf(place, '第三位');
    await waits(third, '您排在第 2 位');
    await limitTo(2);
    await isServed(second, agent, '第二位');
    await waits(third);
    await limitTo(1);
    await agent.opens('第一位');
    await agent.closes();
    await waits(third);
    await limitTo(3);
    await isServed(third, agent, '第三位');
    await first.line(/^客服结束了对话/).waitFor();
  });

  it('when the server is killed while they wait', async () => {
    const place = await chief.group('服务器中断');
    const agent = await agentOf(place, 'away');
    const visitor = await visitorOf(place, '服务器还好吗');
    await waits(visitor);
    await scene.desk().kill();
    await visitor.writes('我写下来了');
    await scene.desk().start();
    await visitor.line('已发送').waitFor();
    await waits(visitor);
    await agent.chooses('ready');
    await isServed(visitor, agent, '我写下来了');
  });
});

describe('with two nodes', () => {
  let other: Desk;
  beforeAll(async () => {
    other = await startDesk({ ...variables, ...(await besideDesk(scene.desk())) }, { hasty: true });
  });
  afterAll(() => other?.stop());

  it('the visitor of one node waits while the node of their agent is down, and is served when that one is back', async () => {
    const place = await chief.group('两个节点');
    const agent = await agentOf(place);
    const visitor = await scene.visitor({ place: 'full page', channel: place.channel });
    await visitor.page.goto(`${other.url}/chat/${place.channel}`);
    await visitor.field.waitFor();
    await visitor.writes('另一个节点');
    isLeftAlone(visitor.page);
    await agent.opens('另一个节点');
    await scene.desk().kill();
    await isWaitingAgain(visitor);
    await waits(visitor);
    await scene.desk().start();
    await agent.list.getByRole('link').filter({ hasText: '另一个节点' }).waitFor();
    // Words pass between nodes by NATS, which is not here; who serves whom passes by the database.
    await eventually(() => visitor.line(/ 为您服务$/).count(), 2, 'served once more');
    expect(loads).toEqual([]);
  });
});
