import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { administration } from './harness/administration.ts';
import type { AgentPage } from './harness/agent-page.ts';
import { eventually, expectFocus } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

const tree = (page: Page) => page.getByRole('tree', { name: '组织机构树' });
const node = (page: Page, name: string) => tree(page).getByRole('treeitem', { name, exact: true });
const name = (page: Page, text: string) => tree(page).getByText(text, { exact: true });
const path = (page: Page) => page.getByRole('navigation', { name: '上级机构' });

async function opensOrganization({ page }: AgentPage): Promise<void> {
  await page.goto('/system');
  await page.waitForURL('**/system/organization');
  await tree(page).waitFor();
}

/** Nobody has to scroll sideways. */
const expectNarrow = (page: Page) =>
  eventually(() => page.evaluate(() => document.documentElement.scrollWidth), 390, 'the page is as wide as the phone');

/** The address names the unit that is open. */
const opened = (page: Page) => new URL(page.url()).pathname.split('/').at(-1);

describe('the organization', () => {
  it('grows below a unit, is renamed, and gives the name back that a sibling has', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    await administration(admin);
    await opensOrganization(admin);
    for (const below of ['华东', '华南']) {
      await name(page, '我的企业').click();
      await page.getByRole('heading', { name: '我的企业', level: 2 }).waitFor();
      await page.getByRole('button', { name: '新建下级' }).click();
      await page.getByRole('dialog').getByLabel('名称').fill(below);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: below, level: 2 }).waitFor();
      await node(page, below).waitFor();
    }
    await page.getByRole('button', { name: '重命名' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('名称').fill('华东');
    await dialog.getByRole('button', { name: '保存' }).click();
    await dialog.getByText('已被占用，请换一个。').waitFor();
    await dialog.getByLabel('名称').fill('华南大区');
    await dialog.getByRole('button', { name: '保存' }).click();
    await node(page, '华南大区').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '华南大区', level: 2 }).waitFor();
    await eventually(() => node(page, '华南大区').getAttribute('aria-selected'), 'true', 'it is chosen in the tree');
  });

  it('moves a unit with all below it: by drag, after naming what moves where, and back by keyboard alone', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { unit } = await administration(admin);
    const [north, west] = [await unit('北区'), await unit('西区')];
    const shop = await unit('西安店', west);
    await unit('西安一组', shop);
    await page.goto(`/system/organization/${shop}`);
    await node(page, '西安店').waitFor();

    await name(page, '西安店').dragTo(name(page, '北区'));
    const dialog = page.getByRole('dialog', { name: '移动“西安店”' });
    await dialog.getByText('我的企业 / 北区').waitFor();
    await dialog.getByText('“西安店”的 1 个直属下级会连同其下的全部机构一起移动。').waitFor();
    await dialog.getByRole('button', { name: '移动' }).click();
    await path(page).getByRole('button', { name: '北区' }).waitFor();
    expect(opened(page)).toBe(String(shop));

    await page.getByRole('button', { name: '移动到…' }).focus();
    await page.keyboard.press('Enter');
    const field = dialog.getByLabel('移动到');
    await field.focus();
    await page.keyboard.type('西区');
    await page.getByRole('listbox').or(page.locator('.ant-select-tree')).getByText('西区').last().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await dialog.getByTitle('西区').waitFor();
    await dialog.getByRole('button', { name: '移动' }).focus();
    await page.keyboard.press('Enter');
    await path(page).getByRole('button', { name: '西区' }).waitFor();
    const moved = await (await page.request.get(`/api/org-units/${shop}`)).json();
    expect(moved.parentId).toBe(west);
    expect(north).not.toBe(west);
  });

  it('goes through the tree by keyboard, as trees are', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { unit } = await administration(admin);
    const parent = await unit('东区');
    await unit('上海店', parent);
    await opensOrganization(admin);
    await node(page, '我的企业').focus();
    await eventually(() => node(page, '东区').isVisible(), true, 'the first level is open');
    await node(page, '东区').focus();
    await page.keyboard.press('ArrowRight');
    await node(page, '上海店').waitFor();
    await page.keyboard.press('ArrowRight');
    await expectFocus(node(page, '上海店'), 'the unit below');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '上海店', level: 2 }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await expectFocus(node(page, '东区'), 'the unit above');
    await page.keyboard.press('ArrowLeft');
    await node(page, '上海店').waitFor({ state: 'hidden' });
  });

  it('deletes nothing that others depend on, and says what they are', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { unit, account } = await administration(admin);
    const id = await unit('待撤销部门');
    await unit('子部门', id);
    await account({ username: 'wangwu', name: '王五', unitId: id });
    await page.goto(`/system/organization/${id}`);
    await page.getByRole('button', { name: '删除' }).click();
    const refused = page.getByRole('dialog', { name: '还不能删除“待撤销部门”' });
    await refused.getByText('1 个下级机构：删除，或移动到别处。').waitFor();
    await refused.getByText('1 个账号：调到其他机构，或删除。').waitFor();
    await refused.getByRole('button', { name: '关闭' }).last().click();

    await node(page, '待撤销部门').focus();
    await page.keyboard.press('ArrowRight');
    await node(page, '子部门').click();
    await page.getByRole('heading', { name: '子部门', level: 2 }).waitFor();
    await page.getByRole('button', { name: '删除' }).click();
    await page.getByRole('dialog', { name: '删除“子部门”？' }).getByRole('button', { name: '删除' }).click();
    await page.getByRole('heading', { name: '待撤销部门', level: 2 }).waitFor();
    await node(page, '子部门').waitFor({ state: 'hidden' });
  });

  it('finds a unit by its name anywhere, with where it hangs', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { unit } = await administration(admin);
    const deep = await unit('深处的小组', await unit('中层', await unit('上层')));
    await opensOrganization(admin);
    await page.getByRole('textbox', { name: '搜索机构' }).fill('深处');
    await page.getByRole('button', { name: /深处的小组.*我的企业 \/ 上层 \/ 中层/ }).click();
    await page.getByRole('heading', { name: '深处的小组', level: 2 }).waitFor();
    expect(opened(page)).toBe(String(deep));
  });

  it('narrows every list to one unit until one goes back, over a reload, too', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { unit, account } = await administration(admin);
    const id = await unit('只看这里');
    await account({ username: 'zhaoliu', name: '赵六', unitId: id });
    await page.goto('/system/accounts');
    await page.getByRole('link', { name: '超级管理员' }).waitFor();
    await page.getByRole('button', { name: '当前组织：我的企业' }).click();
    await page.getByRole('dialog').getByRole('treeitem', { name: '只看这里', exact: true }).click();
    await page.getByText('只看 只看这里').waitFor();
    await page.getByRole('link', { name: '赵六' }).waitFor();
    await page.getByRole('link', { name: '超级管理员' }).waitFor({ state: 'hidden' });
    await page.reload();
    await page.getByText('只看 只看这里').waitFor();
    await page.getByText('共 1 个').waitFor();
    await page.getByRole('button', { name: '查看全部' }).click();
    await page.getByRole('link', { name: '超级管理员' }).waitFor();
  });

  it('shows everything again when the chosen unit is gone', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    const { unit } = await administration(admin);
    const id = await unit('昙花一现');
    await page.goto('/system/accounts');
    await page.getByRole('button', { name: '当前组织：我的企业' }).click();
    await page.getByRole('dialog').getByRole('treeitem', { name: '昙花一现', exact: true }).click();
    await page.getByText('只看 昙花一现').waitFor();
    const headers = { origin: new URL(page.url()).origin };
    await page.request.delete(`/api/org-units/${id}`, { headers });
    await page.getByText('只看 昙花一现').waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: '超级管理员' }).waitFor();
  });

  it('fits a phone, where the tree and a unit are two pages', async () => {
    const admin = await scene.agent({ viewport: { width: 390, height: 844 } });
    const { page } = admin;
    const { unit } = await administration(admin);
    await unit('移动端查看的一个名字特别特别长的组织机构');
    for (const address of ['organization', 'accounts', 'roles', 'roles/4', 'roles/4?tab=people']) {
      await page.goto(`/system/${address}`);
      await page.getByRole('main').getByRole('heading').first().waitFor();
      await expectNarrow(page);
    }
    await opensOrganization(admin);
    await name(page, '移动端查看的一个名字特别特别长的组织机构').click();
    await page.getByRole('heading', { level: 2, name: /^移动端查看/ }).waitFor();
    await tree(page).waitFor({ state: 'hidden' });
    await expectNarrow(page);
    await page.getByRole('button', { name: '返回组织机构' }).click();
    await tree(page).waitFor();
  });
});
