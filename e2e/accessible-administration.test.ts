import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const texts = {
  'zh-CN': { owed: '设置新密码', save: '保存并继续', channels: '渠道', edit: '基本', system: '系统' },
  en: {
    owed: 'Choose a new password',
    save: 'Save and go on',
    channels: 'Channels',
    edit: 'General',
    system: 'System',
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

  it.each(languages)('on the pages of an administrator, in %s', async (language) => {
    const { channels, edit, system } = texts[language];
    const { page, says, signsIn } = await scene.agent({ language });
    await page.goto('/');
    await page.getByRole('button', { name: says.signIn }).waitFor();
    await expectAccessible(page, 'sign-in with the accounts of the demo');
    await signsIn('admin', 'admin1234');
    await goTo(page, channels);
    await page.getByRole('main').getByRole('link').waitFor();
    await expectAccessible(page, 'channels');
    await page.getByRole('main').getByRole('link').click();
    await page.getByRole('heading', { name: edit }).waitFor();
    await expectAccessible(page, 'a channel');
    await goTo(page, system);
    await page.getByRole('heading', { name: system, level: 1 }).waitFor();
    await expectAccessible(page, 'system');
  });
});

const goTo = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name }).click();
