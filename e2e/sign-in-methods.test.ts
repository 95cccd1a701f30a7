import { describe, expect, it } from 'vitest';
import { expectFocus } from './harness/eventually.ts';
import { oneTimeCode } from './harness/one-time-code.ts';
import { setScene } from './harness/scene.ts';
import { dialogOf, opensUserCentre, signsOut, triesToSignIn } from './harness/user-centre.ts';

/** A device that asks its owner for a finger, and always gets it. */
const DEVICE = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const;

const scene = setScene({ CSKEFU_DEMO: '1' });

describe('by a name', () => {
  it('lets somebody in by e-mail and by mobile number, however they write it', async () => {
    const agent = await scene.agent();
    const { page } = agent;
    await agent.signsIn();
    const profile = await opensUserCentre(agent, '个人资料');
    await profile.getByLabel('手机号').fill('+86 138-0013-8000');
    await profile.getByRole('button', { name: '保存' }).click();
    await page.getByText('资料已保存').waitFor();
    await signsOut(agent);
    await triesToSignIn(agent, '+86 138 0013 8000', 'agent1234');
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await signsOut(agent);
    await triesToSignIn(agent, ' ZhangSan@Example.com ', 'agent1234');
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
  });

  it('counts down after too many tries, and says so', async () => {
    const stranger = await scene.agent();
    const { page, says } = stranger;
    await page.goto('/');
    await triesToSignIn(stranger, 'nobody-here', 'wrong-0');
    const refused = page.getByRole('alert').getByText('用户名或密码不对。');
    const tooOften = page.getByRole('alert').getByText('尝试次数太多');
    const over = page.getByText('现在可以再试一次。');
    await refused.waitFor();
    for (let tries = 1; tries < 15 && !(await tooOften.isVisible()); tries++) {
      await page.getByLabel(says.password, { exact: true }).fill(`wrong-${tries}`);
      const answer = page.waitForResponse('**/api/auth/sign-in');
      await page.keyboard.press('Enter');
      await answer;
      await refused.or(tooOften).or(over).waitFor();
    }
    await page.getByRole('timer').waitFor();
    await over.waitFor();
    expect(await page.getByLabel(says.username).inputValue()).toBe('nobody-here');
  });
});

describe('with a second factor', () => {
  it('asks for the code of the app, and takes each recovery code once', async () => {
    const agent = await scene.agent();
    const { page } = agent;
    const inside = page.getByRole('navigation', { name: '主导航' });
    await agent.signsIn();
    const security = await opensUserCentre(agent, '安全');
    await security.getByRole('button', { name: '开启两步验证' }).click();
    const dialog = dialogOf(page);
    await dialog.getByLabel('您的密码').fill('agent1234');
    await dialog.getByRole('button', { name: '下一步' }).click();
    await dialog.getByRole('img', { name: '两步验证的二维码' }).waitFor();
    await expectFocus(dialog.getByLabel('六位验证码'), 'the field of the code');
    const secret = (await dialog.getByRole('code').textContent()) ?? '';
    await dialog.getByLabel('六位验证码').fill(oneTimeCode(secret, -1));
    await dialog.getByRole('list', { name: '恢复码' }).waitFor();
    const codes = await dialog.getByRole('list', { name: '恢复码' }).getByRole('listitem').allTextContents();
    expect(codes).toHaveLength(10);
    await page.keyboard.press('Escape');
    await dialog.getByText('关闭后就看不到了').waitFor();
    await dialog.getByRole('button', { name: '我已保存' }).click();
    await security.getByText('剩余 10 个恢复码').waitFor();
    await signsOut(agent);

    await triesToSignIn(agent, 'zhangsan', 'agent1234');
    await page.getByRole('heading', { name: '两步验证' }).waitFor();
    const field = page.getByLabel('六位验证码');
    await expectFocus(field, 'the field of the code');
    await page.keyboard.type('000000');
    await page.getByRole('alert').getByText('验证码不正确').waitFor();
    await expectFocus(field, 'the field of the code, again');
    await page.keyboard.type(oneTimeCode(secret));
    await inside.waitFor();
    await signsOut(agent);

    const [code = ''] = codes;
    await triesToSignIn(agent, 'zhangsan', 'agent1234');
    await page.getByRole('button', { name: '改用恢复码' }).click();
    await page.getByLabel('恢复码').fill(code.toUpperCase());
    await page.keyboard.press('Enter');
    await inside.waitFor();
    await signsOut(agent);
    await triesToSignIn(agent, 'zhangsan', 'agent1234');
    await page.getByRole('button', { name: '改用恢复码' }).click();
    await page.getByLabel('恢复码').fill(code);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('验证码不正确').waitFor();
    await page.getByRole('button', { name: '返回' }).click();
    expect(await page.getByLabel(agent.says.username).inputValue()).toBe('zhangsan');
    await expectFocus(page.getByLabel(agent.says.password, { exact: true }), 'the password');
  });

  it('begins again when it took too long', async () => {
    const { page } = await scene.agent();
    await page.goto('/#challenge=of-yesterday');
    await page.getByLabel('六位验证码').fill('123456');
    await page.getByRole('alert').getByText('等待时间过长，请重新输入密码。').waitFor();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    expect(new URL(page.url()).hash).toBe('');
  });
});

describe('by single sign-on', () => {
  it('says why it came to nothing, and not again after a reload', async () => {
    const { page } = await scene.agent();
    await page.goto('/?signInFailed=no_account');
    await page.getByRole('alert').getByText('这里还没有您的账号').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '登录' }).waitFor();
    await page.getByRole('alert').waitFor({ state: 'hidden' });
  });
});

describe('with a passkey', () => {
  it('lets somebody in who has made one, and nobody once it is removed', async () => {
    const admin = await scene.agent();
    const { page } = admin;
    // A browser that offers no passkeys by itself: it is asked by the button.
    await page.addInitScript(() => Reflect.deleteProperty(PublicKeyCredential, 'isConditionalMediationAvailable'));
    const browser = await page.context().newCDPSession(page);
    await browser.send('WebAuthn.enable');
    const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
      options: DEVICE,
    });
    await admin.signsIn('admin', 'admin1234');
    const security = await opensUserCentre(admin, '安全');
    await security.getByRole('button', { name: '添加通行密钥' }).click();
    await dialogOf(page).getByLabel('您的密码').fill('admin1234');
    await dialogOf(page).getByLabel('名称').fill('办公电脑');
    await dialogOf(page).getByRole('button', { name: '继续' }).click();
    const made = security.getByRole('listitem').filter({ hasText: '办公电脑' });
    await made.waitFor();
    expect((await browser.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toHaveLength(1);

    await signsOut(admin);
    await page.getByRole('button', { name: '使用通行密钥' }).click();
    await page.getByRole('link', { name: '系统' }).waitFor();

    await opensUserCentre(admin, '安全');
    await made.getByRole('button', { name: '移除通行密钥 办公电脑' }).click();
    await dialogOf(page).getByRole('button', { name: '移除', exact: true }).click();
    await security.getByText('还没有通行密钥。').waitFor();
    await signsOut(admin);
    await page.getByRole('button', { name: '使用通行密钥' }).click();
    await page.getByRole('alert').getByText('这把通行密钥不属于这里的账号').waitFor();
  });

  it('takes the passkey that the browser offers in the field', async () => {
    const agent = await scene.agent();
    const { page } = agent;
    const browser = await page.context().newCDPSession(page);
    await browser.send('WebAuthn.enable');
    // Its owner touches whatever asks, so the offer alone signs them in again.
    await browser.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE });
    await agent.signsIn('admin', 'admin1234');
    const security = await opensUserCentre(agent, '安全');
    await security.getByRole('button', { name: '添加通行密钥' }).click();
    await dialogOf(page).getByLabel('您的密码').fill('admin1234');
    await dialogOf(page).getByRole('button', { name: '继续' }).click();
    await security.getByRole('button', { name: /^移除通行密钥/ }).waitFor();
    await page.context().clearCookies();
    await page.reload();
    await page.getByRole('link', { name: '系统' }).waitFor();
  });
});
