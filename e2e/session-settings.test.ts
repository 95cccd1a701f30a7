import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';
import { type Supervisor, supervisor } from './harness/supervisor.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });
let chief: Supervisor;

beforeAll(async () => {
  chief = await supervisor(scene.desk().url);
});

describe('session settings', () => {
  it('are set on their page, and the silent visitor of that group is warned and let go, not that of another one', async () => {
    const [group, other] = [await chief.group('售后'), await chief.group('售前')];
    const administrator = await scene.agent();
    const { page } = administrator;
    await administrator.signsIn('admin', 'admin1234');
    await page.goto(`/system/session-settings?unit=${group.id}`);

    await page.getByRole('switch', { name: '访客超时提醒' }).click();
    await page.getByRole('spinbutton', { name: '多少秒后提醒' }).fill('2');
    await page.getByRole('textbox', { name: '访客超时提醒：文字' }).fill('还在吗？');
    const preview = page.getByRole('figure', { name: '访客看到的' });
    await preview.getByText('还在吗？').waitFor();
    await page.getByRole('switch', { name: '访客超时结束' }).click();
    await page.getByRole('spinbutton', { name: '多少秒后结束' }).fill('2');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('会话设置已保存').waitFor();

    for (const { id, channel, isWarned } of [
      { ...other, isWarned: false },
      { ...group, isWarned: true },
    ]) {
      const { username, password } = await chief.agent(id);
      const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor({ place: 'full page', channel })]);
      await agent.signsIn(username, password);
      const question = `订单到哪里了？（${id}）`;
      await visitor.begins(question);
      await agent.opens(question);
      await agent.writes('已经发货了');
      if (!isWarned) {
        await new Promise((resolve) => setTimeout(resolve, 5_000));
        expect(await visitor.line('还在吗？').count()).toBe(0);
        await visitor.writes('谢谢');
        continue;
      }
      await visitor.line('还在吗？').waitFor();
      await visitor.line(/^长时间没有收到您的消息/).waitFor();
      await visitor.line(/较长时间没有新消息，对话已结束/).waitFor();
    }
  });

  it('tell a visitor who comes out of hours when it opens again', async () => {
    const { id, channel } = await chief.group('夜间');
    const administrator = await scene.agent();
    const { page } = administrator;
    await administrator.signsIn('admin', 'admin1234');
    await page.goto(`/system/session-settings?unit=${id}`);
    await page.getByRole('switch', { name: '限定工作时间' }).click();
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    await page.getByRole('button', { name: '添加节假日或调休' }).click();
    await page.getByLabel('日期').fill(today);
    await page.getByRole('textbox', { name: '名称，例如国庆节' }).fill('盘点');
    await page.getByRole('textbox', { name: '下班时的文字：文字' }).fill('今天休息，{opening}见');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('会话设置已保存').waitFor();

    const visitor = await scene.visitor({ place: 'full page', channel });
    await visitor.begins('有人吗');
    await visitor.line(/^今天休息，.+ 09:00见$/).waitFor();

    // What is not saved is not lost by a click.
    page.once('dialog', (dialog) => void dialog.dismiss());
    await page.getByRole('switch', { name: '欢迎语' }).click();
    await page.getByRole('link', { name: '用户账号' }).click();
    await eventually(() => page.url().includes('session-settings'), true, 'the page is still the same');
    await page.getByRole('button', { name: '放弃修改' }).click();
    await page.getByRole('button', { name: '恢复沿用：限定工作时间' }).click();
    await page.getByRole('button', { name: '保存' }).click();
    const ownHours = async () => {
      const { own } = await chief.ask<{ own: { hoursOn: boolean | null } }>(
        'GET',
        `/api/org-units/${id}/session-settings`,
      );
      return own.hoursOn;
    };
    await eventually(ownHours, null, 'the group inherits its hours again');
  });
});
