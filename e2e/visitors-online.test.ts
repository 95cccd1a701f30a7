import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AgentPage } from './harness/agent-page.ts';
import { eventually } from './harness/eventually.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';
import { type Supervisor, supervisor } from './harness/supervisor.ts';
import type { VisitorPage } from './harness/visitor-page.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });
let chief: Supervisor;

beforeAll(async () => {
  chief = await supervisor(scene.desk().url);
});

const rows = (page: Page) => page.getByRole('region', { name: '在线访客' }).locator('tbody tr');
const invitation = ({ page }: VisitorPage) => page.getByRole('dialog', { name: /邀请您对话/ });

/** A single page app shows another page: no reload. */
const turnsTo = ({ page }: VisitorPage, path: string, title: string) =>
  page.evaluate(
    ([to, name]) => {
      history.pushState({}, '', to);
      document.title = name ?? '';
    },
    [path, title],
  );

async function watcher(): Promise<AgentPage> {
  const agent = await scene.agent();
  await agent.signsIn();
  await agent.page.getByRole('link', { name: '在线访客' }).click();
  await agent.page.getByRole('heading', { name: '在线访客', level: 1 }).waitFor();
  return agent;
}

/** Opens the visitor whose row shows this, and invites them with these words. */
async function invites({ page }: AgentPage, shown: string, text: string): Promise<void> {
  await rows(page).filter({ hasText: shown }).getByRole('button', { name: '邀请', exact: true }).click();
  await page.getByLabel('邀请访客对话').fill(text);
  await page.getByRole('button', { name: '发送邀请' }).click();
  await page.getByText('邀请已发送，等待访客回应。').waitFor();
}

describe('visitors online', () => {
  it('are seen live, found by their page, invited, and come to whoever invited them', async () => {
    const agent = await watcher();
    const { page } = agent;
    await page.getByText('现在没有访客在线').waitFor();
    await expectAccessible(page, 'nobody is online');

    const [one, two] = [await scene.visitor(), await scene.visitor()];
    await one.arrives();
    await two.arrives();
    await eventually(() => rows(page).count(), 2, 'both are on the list');
    await turnsTo(one, '/testclient.html#/teas/longjing', '龙井');
    await rows(page).filter({ hasText: '龙井' }).waitFor();
    await expectAccessible(page, 'two visitors are online');

    await page.getByPlaceholder('页面标题或地址').fill('longjing');
    await eventually(() => rows(page).count(), 1, 'the filter leaves one');
    await invites(agent, '龙井', '您好，龙井正在优惠。');
    await page.getByRole('heading', { name: /第 1 次访问/ }).waitFor();
    await eventually(() => page.locator('.trail-visit li').count(), 2, 'both pages are on the trail');
    await expectAccessible(page, 'the trail of a visitor');

    await invitation(one).getByText('您好，龙井正在优惠。').waitFor();
    await expectAccessible(one.page, 'a visitor is invited');
    await invitation(one).getByRole('button', { name: '开始对话' }).click();
    await one.field.waitFor();
    await page.keyboard.press('Escape');
    await rows(page).filter({ hasText: '张三' }).getByText('进行中').waitFor();

    await page.getByRole('link', { name: '工作台' }).first().click();
    await agent.list.getByRole('link').first().click();
    await agent.writes('龙井今天九折');
    await one.line('龙井今天九折').waitFor();
    await one.writes('来一罐');
    await agent.line('来一罐').waitFor();
    await page.getByRole('region', { name: '访问轨迹' }).getByRole('link', { name: '龙井' }).first().waitFor();
  });

  it('who refuses is left alone, and the agent is told', async () => {
    const agent = await watcher();
    const visitor = await scene.visitor();
    await visitor.arrives();
    await turnsTo(visitor, '/testclient.html#/teas/puer', '普洱');
    await rows(agent.page).filter({ hasText: '普洱' }).waitFor();
    await invites(agent, '普洱', '在吗？');
    await invitation(visitor).getByRole('button', { name: '稍后再说' }).click();
    await invitation(visitor).waitFor({ state: 'detached' });
    await rows(agent.page).filter({ hasText: '普洱' }).getByText('已拒绝邀请').waitFor();
    await agent.page.getByRole('button', { name: '发送邀请' }).click();
    await agent.page.getByText('访客刚刚拒绝过邀请').first().waitFor();
  });

  it('a rule invites once in a visit, and another group sees nobody', async () => {
    const group = await chief.group('茶具组');
    const rule = {
      name: '久留',
      enabled: true,
      seconds: 1,
      page: '*#/sets*',
      visits: 1,
      workingHours: true,
      whenReady: false,
    };
    await chief.ask('PUT', `/api/channels/${group.channel}/invitations`, {
      text: null,
      coolDownMinutes: 0,
      expireMinutes: 5,
      rules: [{ ...rule, id: crypto.randomUUID(), text: '茶具需要介绍吗？' }],
    });
    const visitor = await scene.visitor();
    await visitor.page.goto(`/testclient.html?channel=${group.channel}`);
    await visitor.launcher.waitFor();
    await turnsTo(visitor, `/testclient.html?channel=${group.channel}#/sets/1`, '茶具');
    await invitation(visitor).getByText('茶具需要介绍吗？').waitFor();
    await invitation(visitor).getByRole('button', { name: '稍后再说' }).press('Escape');
    await invitation(visitor).waitFor({ state: 'detached' });
    await turnsTo(visitor, `/testclient.html?channel=${group.channel}#/sets/2`, '第二套茶具');

    const mine = await scene.agent();
    const { username, password } = await chief.agent(group.id);
    await mine.signsIn(username, password);
    await mine.page.goto('/visitors');
    await rows(mine.page).filter({ hasText: '第二套茶具' }).getByText('已拒绝邀请').waitFor();
    const stranger = await watcher();
    await stranger.page.getByText('在线 ').first().waitFor();
    expect(await rows(stranger.page).filter({ hasText: '茶具' }).count()).toBe(0);
    expect(await invitation(visitor).count()).toBe(0);
  });
});
