import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const texts = {
  'zh-CN': {
    owed: '设置新密码',
    save: '保存并继续',
    channels: '渠道',
    channelSearch: '搜索渠道：名称、ID 或技能组',
    noChannel: '没有匹配的渠道',
    edit: '基本',
    system: '系统',
    status: '系统状态',
  },
  en: {
    owed: 'Choose a new password',
    save: 'Save and go on',
    channels: 'Channels',
    channelSearch: 'Search channels by name, ID or skill group',
    noChannel: 'No channel fits',
    edit: 'General',
    system: 'System',
    status: 'System status',
  },
} as const;
const languages = ['zh-CN', 'en'] as const;

describe('axe finds nothing, light or dark,', () => {
  const scene = setScene();

  it.each(languages)('where an administrator owes a new password, in %s', async (language) => {
    const { owed, save } = texts[language];
    const { page, says } = await scene.agent({ language });
    await page.goto('/');
    await page.getByLabel(says.username).fill('admin');
    await page.getByLabel(says.password, { exact: true }).fill('admin1234');
    await page.getByRole('button', { name: says.signIn }).click();
    await page.getByRole('heading', { name: owed }).waitFor();
    await expectAccessible(page, 'a new password');
    await page.getByRole('button', { name: save }).click();
    await page.getByRole('alert').first().waitFor();
    await expectAccessible(page, 'a new password that is refused');
  });
});

describe('axe finds nothing, light or dark,', () => {
  const scene = setScene({ CSKEFU_DEMO: '1' });

  it.each(languages)('on the pages of an administrator, in %s', { timeout: 240_000 }, async (language) => {
    const { channels, channelSearch, noChannel, edit, system, status } = texts[language];
    const { page, says, signsIn } = await scene.agent({ language });
    await page.goto('/');
    await page.getByRole('button', { name: says.signIn }).waitFor();
    await expectAccessible(page, 'sign-in with the accounts of the demo');
    await signsIn('admin', 'admin1234');
    await goTo(page, channels);
    await page.getByRole('main').getByRole('link').waitFor();
    await expectAccessible(page, 'channels');
    const search = page.getByRole('textbox', { name: channelSearch });
    await search.fill('nothing like it');
    await page.getByText(noChannel).waitFor();
    await expectAccessible(page, 'channels: nothing found');
    await search.fill('demo');
    await page.getByRole('main').getByRole('link').click();
    await page.getByRole('heading', { name: edit }).waitFor();
    await expectAccessible(page, 'a channel');
    await goTo(page, system);
    await page.getByRole('tree').getByRole('treeitem').first().waitFor();
    await expectAccessible(page, 'the organization');
    for (const tab of ['skillGroup', 'regions', 'channels']) {
      await page.goto(`/system/organization/2?tab=${tab}`);
      await page.getByRole('tabpanel').locator(':is(button, a)').first().waitFor();
      await expectAccessible(page, `an org unit: ${tab}`);
    }
    await page.goto('/system/accounts');
    await page.getByRole('row').nth(2).waitFor();
    await expectAccessible(page, 'accounts');
    await page.getByRole('row').getByRole('link').first().click();
    await page.getByRole('dialog').getByRole('switch').first().waitFor();
    await expectAccessible(page, 'an account');
    for (const part of ['new', 'import']) {
      await page.goto(`/system/accounts/${part}`);
      await page.getByRole('dialog').getByRole('textbox').first().waitFor();
      await expectAccessible(page, `accounts: ${part}`);
    }
    await page.goto('/system/roles');
    await page.getByRole('checkbox').first().waitFor();
    await expectAccessible(page, 'roles');
    await page.goto('/system/roles/4?tab=people');
    await page.getByRole('row').nth(1).waitFor();
    await expectAccessible(page, 'the people of a role');
    await page.goto('/system/status');
    await page.getByRole('heading', { name: status, level: 1 }).waitFor();
    await expectAccessible(page, 'the state of the system');
  });
});

const goTo = (page: Page, name: string) =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
