import { expect, it } from 'vitest';
import { setScene } from './harness/scene.ts';
import { visitorPage } from './harness/visitor-page.ts';

const scene = setScene({
  EXTRAS_LOGIN_BANNER: '今晚 22 点升级，届时请保存工作。',
  EXTRAS_LOGIN_CHATBOX: 'demo',
  TONGJI_BAIDU_SITEKEY: '0123456789abcdef0123456789abcdef',
});

it('shows the notice of the administrator and counts the visit', async () => {
  const { page } = await scene.agent();
  // Asked for, and not let through: the journey needs no internet.
  const asked = page.waitForRequest('https://hm.baidu.com/**');
  await page.route('https://hm.baidu.com/**', (route) => route.abort());
  await page.goto('/');
  await page.getByRole('note').getByText('今晚 22 点升级，届时请保存工作。').waitFor();
  expect((await asked).url()).toBe('https://hm.baidu.com/hm.js?0123456789abcdef0123456789abcdef');
});

it('lets somebody who cannot sign in ask for help on the sign-in page', async () => {
  const [agent, stranger] = await Promise.all([scene.agent(), scene.agent()]);
  for (const { page } of [agent, stranger]) await page.route('https://hm.baidu.com/**', (route) => route.abort());
  await agent.signsIn();
  await stranger.page.goto('/');
  const help = visitorPage(stranger.page, 'zh-CN', 'launcher');
  await help.opensChat();
  await help.writes('我忘了密码');
  await agent.opens('我忘了密码');
  await agent.writes('我来帮您');
  await help.sees('我忘了密码', '我来帮您');

  await stranger.signsIn();
  await help.launcher.waitFor({ state: 'hidden' });
});
