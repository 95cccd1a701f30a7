import type { Locator, Page } from 'playwright-core';
import type { AgentPage } from './agent-page.ts';

type Tab = '个人资料' | '安全' | '通知' | 'API 令牌';

/** From the menu of the account, as people get there. */
export async function opensUserCentre({ page }: AgentPage, tab: Tab): Promise<Locator> {
  await page.getByRole('button', { name: /^账号/ }).click();
  await page.getByRole('menuitem', { name: '用户中心' }).click();
  await page.getByRole('tab', { name: tab }).click();
  return page.getByRole('tabpanel', { name: tab });
}

export async function signsOut({ page, says }: AgentPage): Promise<void> {
  await page.getByRole('button', { name: /^账号/ }).click();
  await page.getByRole('menuitem', { name: says.signOut }).click();
  await page.getByRole('heading', { name: '登录' }).waitFor();
}

/** The first step of a sign-in, whatever follows. */
export async function triesToSignIn({ page, says }: AgentPage, login: string, password: string): Promise<void> {
  await page.getByLabel(says.username).fill(login);
  await page.getByLabel(says.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: says.signIn }).click();
}

export const dialogOf = (page: Page) => page.getByRole('dialog');
