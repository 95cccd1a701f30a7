import { describe, expect, it } from 'vitest';
import { administration, FIRST_PASSWORD } from './harness/administration.ts';
import { eventually } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

describe('roles', () => {
  it('are copied, changed with a word of warning, given to people, and deleted with how many lose what', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { account, rootId } = await administration(admin);
    await account({ username: 'member', name: '新成员', unitId: rootId });
    await page.goto('/system/roles');
    await page.getByRole('link', { name: /^普通坐席/ }).click();
    await page.getByRole('heading', { name: '普通坐席', level: 2 }).waitFor();
    await page.getByRole('button', { name: '复制' }).click();
    await page.getByRole('dialog').getByLabel('名称').fill('夜班坐席');
    await page.getByRole('dialog').getByRole('button', { name: '新建' }).click();
    await page.getByRole('heading', { name: '夜班坐席', level: 2 }).waitFor();

    const exports = page.getByRole('checkbox', { name: /^导出会话历史/ });
    await exports.check();
    page.once('dialog', (question) => void question.dismiss());
    await page.getByRole('link', { name: '用户账号' }).click();
    await page.getByText('有未保存的修改').waitFor();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('有未保存的修改').waitFor({ state: 'hidden' });
    await page.reload();
    await eventually(() => exports.isChecked(), true, 'it was saved');
    await eventually(() => page.getByText('仅超级管理员拥有，不能授予').count(), 3, 'what no role can grant');

    await page.getByRole('tab', { name: /^成员/ }).click();
    await page.getByRole('button', { name: '添加成员' }).click();
    const dialog = page.getByRole('dialog', { name: '把账号加入“夜班坐席”' });
    await dialog.getByRole('combobox').fill('新成员');
    await page.getByText('member', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: '加入 1 个账号' }).click();
    await page.getByRole('row').filter({ hasText: '新成员' }).waitFor();

    await page.getByRole('button', { name: '删除' }).click();
    const last = page.getByRole('dialog', { name: '删除角色“夜班坐席”？' });
    await last.getByText(/^1 个账号会失去它的 \d+ 项权限/).waitFor();
    await last.getByRole('button', { name: '删除角色' }).click();
    await page.getByRole('link', { name: /^夜班坐席/ }).waitFor({ state: 'hidden' });
  });

  it('are shown to an administrator, who gives them to people of the own unit and changes none', async () => {
    const admin = await scene.agent();
    const { unit, account } = await administration(admin);
    const unitId = await unit('分公司');
    await account({ username: 'local.admin', name: '分公司管理员', unitId, administrator: true });
    await account({ username: 'local.one', name: '分公司员工', unitId });
    const local = await scene.agent();
    const { page } = local;
    await local.signsIn('local.admin', FIRST_PASSWORD);
    await page.goto('/system/roles');
    await page.getByText(/^角色由所有机构共用/).waitFor();
    await eventually(
      () => page.getByRole('checkbox', { name: /^查看会话历史/ }).isDisabled(),
      true,
      'nothing can be ticked',
    );
    await page.getByRole('link', { name: /^普通坐席/ }).click();
    await page.getByRole('tab', { name: /^成员/ }).click();
    await page.getByText('还没有成员').waitFor();
    await page.getByRole('button', { name: '添加成员' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill('员工');
    await page.getByText('local.one').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: '加入 1 个账号' }).click();
    await page.getByRole('row').filter({ hasText: '分公司员工' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
  });

  it('open the desk of somebody who had none, and close a page that is open, without a reload', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { account, roleId, rootId } = await administration(admin);
    const id = await account({ username: 'waiting.one', name: '等角色', unitId: rootId });
    const person = await scene.agent();
    await person.signsIn('waiting.one', FIRST_PASSWORD);
    await person.page.getByRole('heading', { name: '您的账号还没有任何角色' }).waitFor();
    const give = async (roleIds: number[]) => {
      const headers = { origin: new URL(page.url()).origin };
      await page.request.patch(`/api/accounts/${id}`, { data: { roleIds }, headers });
    };
    await give([await roleId('管理员')]);
    await person.page.getByRole('link', { name: '系统' }).click();
    await person.page.getByRole('link', { name: '用户账号' }).click();
    await person.page.getByRole('row').filter({ hasText: '超级管理员' }).waitFor();
    await give([await roleId('普通坐席')]);
    await person.page.getByText('您不能查看“用户账号”').waitFor();
  });
});
