import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { administration, FIRST_PASSWORD } from './harness/administration.ts';
import { eventually } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

const form = (page: Page) => page.getByRole('dialog', { name: '新建账号' });
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

async function fills(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await form(page).getByLabel(label, { exact: true }).fill(value);
}

describe('accounts', () => {
  it('are created with the errors at their fields, and the new person signs in and sees what the role allows', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { unit } = await administration(admin);
    await unit('开户部');
    await page.goto('/system/accounts/new');
    await form(page).getByRole('button', { name: '新建' }).click();
    await eventually(() => form(page).getByText('这一项必须填写。').count(), 3, 'what is missing');
    await fills(page, { 姓名: '钱七', 用户名: 'zhangsan', 邮箱: 'not an address', 密码: 'short' });
    await form(page).getByRole('button', { name: '新建' }).click();
    await form(page).getByText('这不是有效的邮箱地址。').waitFor();
    await form(page).getByText('密码还不符合上面的要求。').waitFor();
    await fills(page, { 邮箱: 'qianqi@example.com', 密码: FIRST_PASSWORD });
    await form(page).getByRole('button', { name: '新建' }).click();
    await form(page).getByText('已被占用，请换一个。').waitFor();
    await fills(page, { 用户名: 'qianqi' });
    await form(page).getByLabel('所属机构').fill('开户部');
    await page.getByRole('tree').getByText('开户部').click();
    await form(page).getByLabel('角色').click();
    await page.getByText('普通坐席').last().click();
    await page.keyboard.press('Escape');
    await form(page).getByRole('button', { name: '新建' }).click();
    await page.getByText('密码只显示这一次，请现在告诉本人。首次登录时必须修改。').waitFor();

    const person = await scene.agent();
    await person.signsIn('qianqi', FIRST_PASSWORD);
    await person.page.getByRole('link', { name: '工作台' }).waitFor();
    await eventually(() => person.page.getByRole('link', { name: '系统' }).count(), 0, 'no administration');
    await person.page.goto('/system/accounts');
    await person.page.getByText('您不能查看“用户账号”').waitFor();
  });

  it('keep their filters in the address, over a reload and back', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { unit, account, rootId } = await administration(admin);
    const unitId = await unit('筛选部');
    await account({ username: 'filter.one', name: '筛选一号', unitId });
    await account({ username: 'filter.two', name: '筛选二号', unitId: rootId });
    await page.goto('/system/accounts');
    await page.getByRole('textbox', { name: '搜索账号' }).fill('筛选');
    await page.getByText('共 2 个').waitFor();
    await page.getByRole('combobox', { name: '机构及下级' }).fill('筛选部');
    await page.getByRole('tree').getByText('筛选部').click();
    await page.getByText('共 1 个').waitFor();
    expect(new URL(page.url()).searchParams.get('unit')).toBe(String(unitId));
    await page.reload();
    await page.getByText('共 1 个').waitFor();
    await row(page, '筛选一号').waitFor();
    await page.goBack();
    await page.getByText('共 2 个').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.getByRole('link', { name: '超级管理员' }).waitFor();
  });

  it('end at once when they are disabled, and begin again when they are enabled', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { account, roleId, rootId } = await administration(admin);
    const roleIds = [await roleId('普通坐席')];
    await account({ username: 'leaving', name: '将停用', unitId: rootId, roleIds, agent: true });
    const person = await scene.agent();
    await person.signsIn('leaving', FIRST_PASSWORD);
    await page.goto('/system/accounts?search=leaving');
    await row(page, '将停用').getByRole('button', { name: '将停用 的操作' }).click();
    await page.getByRole('menuitem', { name: '停用' }).click();
    await page.getByRole('dialog', { name: '停用“将停用”？' }).getByRole('button', { name: '停用' }).click();
    await row(page, '将停用').getByText('已停用').waitFor();
    await person.page.getByRole('button', { name: person.says.signIn }).waitFor();

    await row(page, '将停用').getByRole('button', { name: '将停用 的操作' }).click();
    await page.getByRole('menuitem', { name: '启用' }).click();
    await row(page, '将停用').getByText('启用', { exact: true }).waitFor();
    await person.signsIn('leaving', FIRST_PASSWORD);
  });

  it('say beforehand what nobody may change of themselves', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    await administration(admin);
    await page.goto('/system/accounts?search=admin');
    await row(page, '超级管理员').getByText('您自己').waitFor();
    await page.getByRole('link', { name: '超级管理员' }).click();
    await page.getByText(/^这是您自己的账号。/).waitFor();
    await eventually(() => page.getByRole('switch', { name: '管理员' }).isDisabled(), true, 'the flag is closed');
  });

  it('come from a table: looked at row by row, then all or none', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    await administration(admin);
    await page.goto('/system/accounts');
    await page.getByRole('button', { name: '导入' }).click();
    const dialog = page.getByRole('dialog', { name: '从 CSV 导入账号' });
    const heading = 'username,name,email,mobile,password,unit,roles,administrator,agent,extension';
    const good = `row.one,行一,row.one@example.com,,${FIRST_PASSWORD},我的企业,普通坐席,no,yes,`;
    const bad = `row.two,,not an address,,${FIRST_PASSWORD},没有的部门,,no,no,`;
    await dialog.getByRole('textbox').fill([heading, good, bad].join('\n'));
    await dialog.getByRole('button', { name: '检查' }).click();
    await dialog.getByText('2 行中有 1 行有问题，请改好后再检查。').waitFor();
    await dialog.getByText('机构：没有找到').waitFor();
    await eventually(() => dialog.getByRole('button', { name: '导入' }).isDisabled(), true, 'nothing can be imported');
    await dialog.getByRole('textbox').fill([heading, good].join('\n'));
    await dialog.getByRole('button', { name: '检查' }).click();
    await dialog.getByRole('button', { name: '导入 1 个账号' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await row(page, '行一').waitFor();
  });
});
