import { describe, it } from 'vitest';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const texts = {
  'zh-CN': {
    second: '六位验证码',
    recovery: '改用恢复码',
    saved: '基本信息',
    devices: '登录的设备',
    password: '修改密码',
    twoFactor: '开启两步验证',
    own: '您的密码',
    next: '下一步',
    qr: '两步验证的二维码',
    sound: '新消息提示音',
    token: '新建令牌',
    make: '生成令牌',
  },
  en: {
    second: 'Six-digit code',
    recovery: 'Use a recovery code',
    saved: 'Basics',
    devices: 'Signed-in devices',
    password: 'Change password',
    twoFactor: 'Set up two-factor',
    own: 'Your password',
    next: 'Next',
    qr: 'QR code for the authenticator app',
    sound: 'Sound for new messages',
    token: 'New token',
    make: 'Make the token',
  },
} as const;

describe('axe finds nothing, light or dark,', () => {
  const scene = setScene({
    CSKEFU_DEMO: '1',
    OIDC_ISSUER: 'http://localhost:9/nobody',
    OIDC_CLIENT_ID: 'desk',
    OIDC_NAME: 'Pine ID',
  });

  it.each(['zh-CN', 'en'] as const)('on the ways to sign in, in %s', async (language) => {
    const says = texts[language];
    const { page } = await scene.agent({ language });
    await page.goto('/?signInFailed=provider');
    await page.getByRole('link', { name: /Pine ID/ }).waitFor();
    await expectAccessible(page, 'sign-in with all ways, after a single sign-on that failed');
    await page.goto('/#challenge=any');
    await page.reload();
    await page.getByLabel(says.second).waitFor();
    await expectAccessible(page, 'the second step');
    await page.getByRole('button', { name: says.recovery }).click();
    await expectAccessible(page, 'the second step with a recovery code');
  });

  it.each(['zh-CN', 'en'] as const)('in the user centre, in %s', async (language) => {
    const says = texts[language];
    const { page, signsIn } = await scene.agent({ language });
    const dialog = page.getByRole('dialog');
    await signsIn('admin', 'admin1234');
    await page.goto('/me');
    await page.getByRole('heading', { name: says.saved }).waitFor();
    await expectAccessible(page, 'profile');
    await page.goto('/me?tab=notifications');
    await page.getByRole('switch', { name: says.sound }).waitFor();
    await expectAccessible(page, 'notifications');
    await page.goto('/me?tab=api-tokens');
    await page.getByRole('button', { name: says.token }).click();
    await dialog.getByRole('button', { name: says.make }).click();
    await dialog.getByRole('alert').first().waitFor();
    await expectAccessible(page, 'a new token that lacks what it needs');
    await page.goto('/me?tab=security');
    await page.getByRole('region', { name: says.devices }).getByRole('listitem').first().waitFor();
    await expectAccessible(page, 'security');
    await page.getByRole('button', { name: says.password }).click();
    await expectAccessible(page, 'a new password');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: says.twoFactor }).click();
    await dialog.getByLabel(says.own).fill('admin1234');
    await dialog.getByRole('button', { name: says.next }).click();
    await dialog.getByRole('img', { name: says.qr }).waitFor();
    await expectAccessible(page, 'the secret of the second factor');
  });
});
