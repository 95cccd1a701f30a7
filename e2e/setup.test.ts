import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';
import { visitorPage } from './harness/visitor-page.ts';

const texts = {
  'zh-CN': { guide: '初始化向导', skip: '跳过这一步', next: '下一步', done: '客服台准备好了' },
  en: { guide: 'Set up the desk', skip: 'Skip this step', next: 'Next', done: 'The desk is ready' },
} as const;

const press = (page: Page, name: string) =>
  page.getByRole('main').getByRole('button', { name, exact: true }).last().click();
const stepIs = (page: Page, name: string) => page.getByRole('heading', { name, level: 2 }).waitFor();

describe('the first hour of the super administrator', () => {
  const scene = setScene();

  it('is guided from the first password to the first conversation, and never again', async () => {
    const admin = await scene.agent();
    const { page, says } = admin;
    await page.goto('/');
    await page.getByLabel(says.username).fill('admin');
    await page.getByLabel(says.password, { exact: true }).fill('admin1234');
    await page.getByRole('button', { name: says.signIn }).click();
    await page.getByLabel('当前密码').fill('admin1234');
    await page.getByLabel('新密码', { exact: true }).fill('pine-hill-2026');
    await page.getByLabel('再输入一次新密码').fill('pine-hill-2026');
    await page.getByRole('button', { name: '保存并继续' }).click();

    await page.getByRole('heading', { name: '初始化向导', level: 1 }).waitFor();
    await stepIs(page, '组织名称');
    await page.getByRole('textbox', { name: '组织名称' }).fill('春松科技');
    await press(page, '保存并继续');

    await stepIs(page, '创建技能组');
    await page.getByLabel('技能组名称').fill('售后组');
    await press(page, '创建技能组');
    await page.getByRole('listitem').filter({ hasText: '售后组' }).waitFor();
    await press(page, '下一步');

    await stepIs(page, '添加坐席');
    await page.getByLabel('姓名').fill('李四');
    await page.getByLabel('用户名').fill('lisi');
    await page.getByLabel('邮箱').fill('lisi@example.com');
    await press(page, '创建坐席账号');
    await page.getByText('账号“李四”已创建').first().waitFor();
    await press(page, '下一步');

    await stepIs(page, '创建网站渠道');
    await page.getByLabel('渠道名称').fill('商城');
    await press(page, '创建渠道');
    const snippet = page.getByRole('main').locator('code').first();
    const channel = /data-channel="(\w+)"/.exec((await snippet.textContent()) ?? '')?.[1];
    expect(channel).toMatch(/^[a-z0-9]{10}$/);
    await press(page, '下一步');

    await stepIs(page, '第一个会话');
    await page.getByText('正在等待第一条消息…').waitFor();
    const opening = page.context().waitForEvent('page');
    await page.getByRole('link', { name: '打开演示网页' }).click();
    const site = await opening;
    await site.waitForLoadState();
    expect(new URL(site.url()).search).toBe(`?channel=${channel}`);
    const visitor = visitorPage(site, 'zh-CN', 'launcher');
    await visitor.opensChat();
    await visitor.writes('你们好，第一句话');
    await page.getByText('收到了！第一个会话已经到达。').waitFor();
    await press(page, '下一步');

    await stepIs(page, '客服台准备好了');
    await page.getByRole('button', { name: '完成，进入工作台' }).click();
    await page.getByRole('tab', { name: /^等待中/ }).waitFor();
    await page.goto('/');
    await page.getByRole('tab', { name: /^等待中/ }).waitFor();
    await page.goto('/system');
    await page.getByRole('link', { name: '初始化向导' }).click();
    await stepIs(page, '客服台准备好了');
  });
});

describe('the guide', () => {
  const scene = setScene({ CSKEFU_DEMO: '1' });

  it('can be left and taken up again, and steps that were skipped can be done later', async () => {
    const { page, signsIn } = await scene.agent();
    await signsIn('admin', 'admin1234');
    await stepIs(page, '修改密码');
    await press(page, '跳过这一步');
    await stepIs(page, '组织名称');
    await page.getByRole('button', { name: '稍后再说' }).click();
    await page.getByRole('tab', { name: /^等待中/ }).waitFor();
    await page.goto('/');
    await page.getByRole('tab', { name: /^等待中/ }).waitFor();

    const again = await scene.agent();
    await again.signsIn('admin', 'admin1234');
    await stepIs(again.page, '组织名称');
    await again.page
      .getByRole('navigation', { name: '初始化步骤' })
      .getByRole('button', { name: /修改密码/ })
      .click();
    await stepIs(again.page, '修改密码');
    await again.page.getByRole('button', { name: '不再显示' }).click();
    await again.page.getByRole('tab', { name: /^等待中/ }).waitFor();
    await again.page.goto('/');
    await again.page.getByRole('tab', { name: /^等待中/ }).waitFor();
  });

  it.each(['zh-CN', 'en'] as const)('has no finding of axe, in %s', async (language) => {
    const { guide } = texts[language];
    const { page, signsIn } = await scene.agent({ language });
    await signsIn('admin', 'admin1234');
    for (const step of ['password', 'organization', 'skill_group', 'people', 'channel', 'first_conversation', 'end']) {
      await page.goto(`/setup?step=${step}`);
      await page.getByRole('heading', { name: guide, level: 1 }).waitFor();
      await page.getByRole('heading', { level: 2 }).waitFor();
      await expectAccessible(page, `the step ${step}`);
    }
  });
});
