import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { AgentPage } from './harness/agent-page.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const texts = {
  'zh-CN': {
    audit: '审计日志',
    changed: /^修改渠道/,
    ask: '谁能看到？',
    choose: '选择一个人',
    cannot: /看不到$/,
    close: 'Close',
  },
  en: {
    audit: 'Audit log',
    changed: /^Changed channel/,
    ask: 'Who can see this?',
    choose: 'Choose a person',
    cannot: /cannot see it$/,
    close: 'Close',
  },
} as const;

const renames = async ({ page }: AgentPage, name: string) => {
  const { origin } = new URL(page.url());
  const answer = await page.request.patch('/api/channels/demo', { data: { name }, headers: { origin } });
  expect(answer.status()).toBe(200);
};

describe('the audit', () => {
  const scene = setScene({ CSKEFU_DEMO: '1' });

  it('shows an act with before and after, is filtered, and is taken along as a file', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    await admin.signsIn('admin', 'admin1234');
    await renames(admin, '官方网站');
    await page.goto('/system/audit');
    const row = page.getByRole('row').filter({ hasText: '修改渠道' });
    await row.getByText('官网', { exact: true }).waitFor();
    await row.getByRole('cell', { name: '超级管理员' }).waitFor();

    await page.getByRole('combobox', { name: '类别' }).click();
    await page.getByTitle('登录与安全').click();
    await row.waitFor({ state: 'hidden' });
    expect(new URL(page.url()).searchParams.get('category')).toBe('sign_in');
    await page.goBack();
    await row.getByRole('button', { name: /修改渠道/ }).click();
    await page.getByRole('dialog').getByText('官方网站').first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '只看此对象' }).click();
    expect(new URL(page.url()).searchParams.get('subject')).toBe('channel:demo');

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '导出 CSV' }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    expect(file.charCodeAt(0)).toBe(0xfeff);
    expect(file).toContain('channel.updated');
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.reload();
    await page.getByRole('button', { name: '导出审计日志' }).waitFor();
  });

  it('is not for agents', async () => {
    const agent = await scene.agent();
    await agent.signsIn();
    await agent.page.goto('/system/audit');
    await agent.page.getByText('您不能查看“审计日志”').waitFor();
  });

  it.each(['zh-CN', 'en'] as const)(
    'has no finding of axe, nor has the answer to who can see a thing, in %s',
    async (language) => {
      const says = texts[language];
      const admin = await scene.agent({ language });
      const { page } = admin;
      await admin.signsIn('admin', 'admin1234');
      await renames(admin, `官网 ${language}`);
      await page.goto('/system/audit');
      await page.getByRole('button', { name: says.changed }).first().waitFor();
      await expectAccessible(page, 'the audit');
      await page.getByRole('button', { name: says.changed }).first().click();
      await page.getByRole('dialog').waitFor();
      await expectAccessible(page, 'an entry of the audit');
      await page.goto('/channels/demo');
      await page.getByRole('button', { name: says.ask }).click();
      await page.getByRole('dialog').getByText('zhangsan').waitFor();
      await expectAccessible(page, 'who can see a channel');
    },
  );
});

describe('who can see this', () => {
  const scene = setScene({ CSKEFU_DEMO: '1' });

  it('names people with unit and role, and tells why somebody cannot', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    await admin.signsIn('admin', 'admin1234');
    const headers = { origin: scene.desk().url };
    const unit = await (
      await page.request.post('/api/org-units', { data: { parentId: 1, name: '售后组', isSkillGroup: true }, headers })
    ).json();
    const person = { username: 'lisi', name: '李四', email: 'lisi@example.com', password: 'pine-hill-2026' };
    const made = await page.request.post('/api/accounts', { data: { ...person, orgUnitId: unit.id }, headers });
    expect(made.status()).toBe(200);
    await page.goto('/channels/demo');
    await page.getByRole('button', { name: '谁能看到？' }).click();
    const answer = page.getByRole('dialog');
    await answer.getByRole('listitem').filter({ hasText: '张三' }).getByText('角色“普通坐席”').waitFor();
    await answer.getByRole('combobox', { name: '选择一个人' }).fill('李四');
    await page.locator('.access-option').filter({ hasText: '李四' }).click();
    await answer.getByText('李四 看不到').waitFor();
    await answer.getByText(/^账号属于“售后组”/).waitFor();
    await answer.getByText(/^没有权限“查看渠道”/).waitFor();
  });
});
