import { describe, it } from 'vitest';
import type { AgentPage } from './harness/agent-page.ts';
import { setScene } from './harness/scene.ts';

async function choosesPassword({ page }: AgentPage, password: string): Promise<void> {
  await page.getByLabel('当前密码').fill('admin1234');
  await page.getByLabel('新密码', { exact: true }).fill(password);
  await page.getByLabel('再输入一次新密码').fill(password);
  await page.getByRole('button', { name: '保存并继续' }).click();
}

async function triesToSignIn({ page, says }: AgentPage, username: string, password: string): Promise<void> {
  await page.getByLabel(says.username).fill(username);
  await page.getByLabel(says.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: says.signIn }).click();
}

describe('the super administrator’s first sign-in', () => {
  const scene = setScene();

  it('leads nowhere before a good new password is chosen, and the first password is worth nothing afterwards', async () => {
    const admin = await scene.agent();
    const { page, says } = admin;
    await page.goto('/');
    await triesToSignIn(admin, 'admin', 'admin1234');
    await page.getByRole('heading', { name: '设置新密码' }).waitFor();
    await page.goto('/channels');
    await page.getByRole('heading', { name: '设置新密码' }).waitFor();
    await page.getByRole('navigation').waitFor({ state: 'hidden' });

    await choosesPassword(admin, 'short1');
    await page.getByRole('alert').getByText('新密码还不符合下面的要求。').waitFor();
    await choosesPassword(admin, 'pine-hill-2026');
    await page.getByRole('navigation', { name: '主导航' }).waitFor();
    await page.getByRole('link', { name: '系统' }).waitFor();

    await page.getByRole('button', { name: /^账号/ }).click();
    await page.getByRole('menuitem', { name: says.signOut }).click();
    await triesToSignIn(admin, 'admin', 'admin1234');
    await page.getByRole('alert').getByText('用户名或密码不对。').waitFor();
    await triesToSignIn(admin, 'admin', 'pine-hill-2026');
    await page.getByRole('link', { name: '系统' }).waitFor();
  });
});

describe('demo mode', () => {
  const scene = setScene({ CSKEFU_DEMO: '1' });

  it('says that the default passwords work, and lets the super administrator in with one', async () => {
    const { page, says } = await scene.agent();
    await page.goto('/');
    await page.getByText('演示模式：默认密码可以直接使用，请不要放入真实数据。').waitFor();
    const demo = page.getByRole('complementary', { name: /^演示模式/ });
    await demo.getByRole('button', { name: '填入' }).nth(1).click();
    await page.getByRole('button', { name: says.signIn }).click();
    await page.getByRole('link', { name: '系统' }).waitFor();
  });
});
