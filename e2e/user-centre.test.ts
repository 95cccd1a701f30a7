import { expect, it } from 'vitest';
import { drawPicture } from './harness/draw-picture.ts';
import { eventually } from './harness/eventually.ts';
import { chooseFile } from './harness/hand-over.ts';
import { setScene } from './harness/scene.ts';
import { dialogOf, opensUserCentre, signsOut, triesToSignIn } from './harness/user-centre.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

it('keeps the profile and the picture, and says at the field what is taken', async () => {
  const agent = await scene.agent();
  const { page } = agent;
  await agent.signsIn();
  const profile = await opensUserCentre(agent, '个人资料');
  await profile.getByText('售前坐席A组').waitFor();
  await profile.getByLabel('邮箱').fill('ADMIN@example.com');
  await profile.getByRole('button', { name: '保存' }).click();
  await profile.getByRole('alert').getByText('这个邮箱已被其他账号使用。').waitFor();
  await profile.getByLabel('邮箱').fill('not an address');
  await profile.getByRole('button', { name: '保存' }).click();
  await profile.getByRole('alert').getByText('这不是有效的邮箱地址。').waitFor();
  await profile.getByLabel('邮箱').fill('zhang.san@example.com');
  await profile.getByLabel('姓名').fill('张三丰');
  await profile.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '账号：张三丰' }).waitFor();

  const buffer = drawPicture(300, 200, [30, 120, 90]);
  await chooseFile(page, profile.getByRole('button', { name: '上传图片' }), {
    name: 'me.png',
    mimeType: 'image/png',
    buffer,
  });
  await profile.locator('img[src^="blob:"]').waitFor();
  await profile.getByRole('button', { name: '使用这张' }).click();
  const picture = page.getByRole('button', { name: '账号：张三丰' }).locator('img');
  await picture.waitFor();
  await page.reload();
  await eventually(
    () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth),
    256,
    'the picture is there, cut to size',
  );
  await profile.getByRole('button', { name: '移除' }).click();
  await picture.waitFor({ state: 'hidden' });
  await profile.getByLabel('姓名').fill('张三');
  await profile.getByRole('button', { name: '保存' }).click();
  await page.getByRole('button', { name: '账号：张三' }).waitFor();
});

it('remembers what somebody wants to be told', async () => {
  const agent = await scene.agent();
  await agent.signsIn();
  const notifications = await opensUserCentre(agent, '通知');
  const sound = notifications.getByRole('switch', { name: '新消息提示音' });
  await sound.click();
  await eventually(() => sound.isChecked(), false, 'the sound is off');
  const saved = async () =>
    ((await (await agent.page.request.get('/api/me')).json()) as { notifications: { sound: boolean } }).notifications
      .sound;
  await eventually(saved, false, 'the desk knows it');
  await agent.page.reload();
  expect(await sound.isChecked()).toBe(false);
});

it('signs the other browsers out when the password changes', async () => {
  const [here, there] = await Promise.all([scene.agent(), scene.agent()]);
  await here.signsIn();
  await there.signsIn();
  const security = await opensUserCentre(here, '安全');
  await security.getByRole('button', { name: '修改密码' }).click();
  const dialog = dialogOf(here.page);
  await dialog.getByLabel('当前密码').fill('wrong1234');
  await dialog.getByLabel('新密码', { exact: true }).fill('pine-hill-2026');
  await dialog.getByLabel('再输入一次新密码').fill('pine-hill-2026');
  await dialog.getByRole('button', { name: '保存新密码' }).click();
  await dialog.getByRole('alert').getByText('当前密码不对。').waitFor();
  await dialog.getByLabel('当前密码').fill('agent1234');
  await dialog.getByRole('button', { name: '保存新密码' }).click();
  await here.page.getByText('密码已修改，其他设备已退出登录').waitFor();

  await there.page.getByText('登录已失效，请重新登录。').waitFor();
  await triesToSignIn(there, 'zhangsan', 'agent1234');
  await there.page.getByRole('alert').getByText('用户名或密码不对。').waitFor();
  await triesToSignIn(there, 'zhangsan', 'pine-hill-2026');
  await there.page.getByRole('navigation', { name: '主导航' }).waitFor();
  await here.page.getByRole('heading', { name: '用户中心' }).waitFor();
});

it('signs another browser out from the list, without it being touched', async () => {
  const [here, there] = await Promise.all([scene.agent(), scene.agent()]);
  await here.signsIn('admin', 'admin1234');
  await there.signsIn('admin', 'admin1234');
  const security = await opensUserCentre(here, '安全');
  const devices = security.getByRole('region', { name: '登录的设备' });
  await devices.getByText('本机').waitFor();
  await eventually(() => devices.getByRole('listitem').count(), 2, 'both browsers are in the list');
  await devices.getByRole('button', { name: /^退出 / }).click();
  await there.page.getByText('登录已失效，请重新登录。').waitFor();
  await eventually(() => devices.getByRole('listitem').count(), 1, 'only this browser is left');
  await signsOut(here);
});

it('makes an API token that can do what was chosen, until it is revoked', async () => {
  const admin = await scene.agent();
  const { page } = admin;
  await admin.signsIn('admin', 'admin1234');
  const tokens = await opensUserCentre(admin, 'API 令牌');
  await tokens.getByRole('button', { name: '新建令牌' }).click();
  const dialog = dialogOf(page);
  await dialog.getByLabel('用途').fill('夜间报表');
  await dialog.getByRole('checkbox', { name: '查看渠道' }).check();
  await dialog.getByLabel('您的密码').fill('admin1234');
  await dialog.getByRole('button', { name: '生成令牌' }).click();
  const token = (await dialog.getByText(/^csk_\S{20,}$/).textContent()) ?? '';
  await dialog.getByRole('button', { name: '完成' }).click();

  const ask = async (path: string) =>
    (await fetch(`${scene.desk().url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
  expect(await ask('/api/channels')).toBe(200);
  expect(await ask('/api/system/dead-letters')).toBe(403);
  const row = tokens.getByRole('listitem').filter({ hasText: '夜间报表' });
  await page.reload();
  await row.getByText('最近使用').waitFor();
  await row.getByRole('button', { name: '撤销令牌 夜间报表' }).click();
  await dialog.getByRole('button', { name: '撤销', exact: true }).click();
  await tokens.getByText('还没有令牌').waitFor();
  expect(await ask('/api/channels')).toBe(401);
});

it('hands the super administration over, which the other accepts where they are told', async () => {
  const [admin, agent] = await Promise.all([scene.agent(), scene.agent()]);
  await admin.signsIn('admin', 'admin1234');
  const security = await opensUserCentre(admin, '安全');
  const card = security.getByRole('region', { name: '移交超级管理员' });
  await card.getByRole('button', { name: '发起移交' }).click();
  const offer = dialogOf(admin.page);
  await offer.getByRole('combobox', { name: '移交给' }).fill('张三');
  await offer.getByRole('option', { name: /zhangsan/ }).waitFor({ state: 'attached' });
  await admin.page.keyboard.press('Enter');
  await offer.getByLabel('您的密码').fill('admin1234');
  await offer.getByRole('button', { name: '发起移交' }).click();
  await card.getByText('已向张三发起移交').waitFor();

  await agent.signsIn('zhangsan', 'pine-hill-2026');
  await agent.page.getByText('请您接任超级管理员。').waitFor();
  await agent.page.getByRole('link', { name: '查看' }).click();
  await agent.page.getByRole('button', { name: '接任超级管理员' }).click();
  await dialogOf(agent.page).getByLabel('您的密码').fill('pine-hill-2026');
  await dialogOf(agent.page).getByRole('button', { name: '接任超级管理员' }).click();
  await agent.page.getByRole('region', { name: '移交超级管理员' }).waitFor();

  // The one before is told without a reload: an administrator like others now.
  await card.waitFor({ state: 'hidden' });
  await admin.page.getByRole('tab', { name: '个人资料' }).click();
  await admin.page.getByText('管理员', { exact: true }).waitFor();
});
