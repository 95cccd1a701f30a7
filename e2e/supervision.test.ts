import { describe, expect, it } from 'vitest';
import { administration, FIRST_PASSWORD } from './harness/administration.ts';
import { eventually } from './harness/eventually.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

const texts = {
  'zh-CN': {
    page: '会话监控',
    waiting: /^正在排队/,
    conversations: '会话',
    pane: /^旁观窗口 1/,
    whisper: '写给坐席的密语',
    intervene: '写给访客的消息',
    sendWhisper: '发送密语',
    sendVisitor: '发送给访客',
    whisperMark: '密语',
    supervisorMark: '主管',
    wall: '大盘',
    bigScreen: '大屏模式',
    leaveBigScreen: '退出大屏',
    force: '调整状态 张三',
    forceReason: '原因（坐席会看到）',
    forceAct: '调整状态',
    forced: /将您的状态调整为未就绪：开会/,
    takeOver: '接管',
    taken: /接管了您与 .+ 的会话。原因：客户要求主管/,
    noticed: /接管了您的会话/,
    close: '结束会话',
    reason: '原因（坐席会看到）',
    none: '没有符合条件的会话',
    log: '坐席状态日志',
  },
  en: {
    page: 'Supervision',
    waiting: /^Waiting:/,
    conversations: 'Conversations',
    pane: /^Window 1/,
    whisper: 'Whisper to the agent',
    intervene: 'Message to the visitor',
    sendWhisper: 'Send whisper',
    sendVisitor: 'Send to visitor',
    whisperMark: 'Whisper',
    supervisorMark: 'Supervisor',
    wall: 'Wall',
    bigScreen: 'Big screen',
    leaveBigScreen: 'Leave big screen',
    force: 'Set state 张三',
    forceReason: 'Reason (the agent sees it)',
    forceAct: 'Set state',
    forced: /set your state to Away: 开会/,
    takeOver: 'Take over',
    taken: /has taken over your conversation with .+\. Reason: 客户要求主管/,
    noticed: /took over your conversation/,
    close: 'End conversation',
    reason: 'Reason (the agent sees it)',
    none: 'No conversation fits',
    log: 'Presence log',
  },
} as const;

describe.each([
  { language: 'zh-CN', username: 'wangzhuguan', name: '王主管', question: '你们的发票怎么开' },
  { language: 'en', username: 'lizhuguan', name: '李主管', question: 'How do I get an invoice' },
] as const)('a supervisor in $language', ({ language, username, name, question }) => {
  it('watches in silence, whispers, intervenes, forces a state, takes over and ends; each is told to whom it concerns', async () => {
    const t = texts[language];
    const [chief, agent, boss, stranger, visitor] = await Promise.all([
      scene.agent(),
      scene.agent({ language }),
      scene.agent({ language, viewport: { width: 1440, height: 900 } }),
      scene.agent({ language }),
      scene.visitor({ language }),
    ]);
    const desk = await administration(chief);
    const roleIds = [await desk.roleId('主管')];
    await desk.account({ username, name, unitId: desk.rootId, roleIds, agent: true });
    const elsewhere = await desk.unit(`分部 ${language}`);
    await desk.account({ username: `${username}2`, name: '外人', unitId: elsewhere, roleIds });

    await boss.signsIn(username, FIRST_PASSWORD);
    await boss.goesAway();
    const { page } = boss;
    await page.getByRole('link', { name: t.page }).click();
    const waiting = page.getByRole('button', { name: t.waiting }).locator('xpath=../..').locator('.figure-value');
    await eventually(() => waiting.textContent(), '0', 'nobody waits');

    await agent.signsIn();
    await agent.goesAway();
    await visitor.begins(question);
    await eventually(() => waiting.textContent(), '1', 'the wall shows who waits');
    await page.getByRole('button', { name: t.bigScreen }).click();
    await page.getByRole('button', { name: t.leaveBigScreen }).waitFor();
    if (process.env['SHOTS']) await page.screenshot({ path: `/tmp/g-shots/tv-${language}.png` });
    await page.getByRole('button', { name: t.leaveBigScreen }).click();
    await page.getByRole('tab', { name: t.wall }).waitFor();
    await expectAccessible(page, 'the wall');
    await agent.showsList('waiting');
    await agent.list.getByRole('link').first().click();
    await agent.thread.getByRole('button', { name: agent.says.take }).first().click();
    await agent.writes('稍等，我查一下');
    await eventually(() => waiting.textContent(), '0', 'nobody waits any more');

    await page.getByRole('tab', { name: t.conversations }).click();
    await page.getByRole('button').filter({ hasText: '稍等，我查一下' }).click();
    const pane = page.getByRole('region', { name: t.pane });
    const watched = pane.getByRole('log');
    await watched.getByText(question).waitFor();
    await expectAccessible(page, 'a watched conversation');
    // In silence: what both sides see is only what they said.
    await visitor.writes('在吗');
    await watched.getByText('在吗').waitFor();
    await agent.sees(question, '稍等，我查一下', '在吗');
    await visitor.sees(question, '稍等，我查一下', '在吗');

    await page.keyboard.press('Escape');
    await page.keyboard.press('w');
    await pane.getByRole('textbox', { name: t.whisper }).pressSequentially('先道歉');
    await page.keyboard.press('Enter');
    await agent.messages.getByText('先道歉').waitFor();
    await agent.messages.getByText(t.whisperMark, { exact: true }).waitFor();

    await page.keyboard.press('Alt+i');
    await pane.getByRole('textbox', { name: t.intervene }).pressSequentially('我是主管，我来说明');
    await page.keyboard.press('Enter');
    // The first one for the visitor is asked about; nothing has left yet.
    await pane.getByRole('alertdialog').waitFor();
    await page.keyboard.press('Enter');
    await visitor.messages.getByText('我是主管，我来说明').waitFor();
    await visitor.messages.getByText(name).first().waitFor();
    await agent.messages.getByText(t.supervisorMark, { exact: true }).waitFor();
    expect(await visitor.messages.textContent()).not.toContain('先道歉');

    await page.getByRole('tab', { name: t.wall }).click();
    await page.getByRole('button', { name: t.force }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(language === 'en' ? 'Away' : '未就绪', { exact: true }).click();
    await dialog.getByLabel(t.forceReason).fill('开会');
    await dialog.getByRole('button', { name: t.forceAct }).click();
    await agent.page.getByText(t.forced).waitFor();

    await page.getByRole('tab', { name: t.conversations }).click();
    await watched.getByText(question).waitFor();
    await pane.getByRole('heading', { level: 2 }).click();
    await page.keyboard.press('Shift+O');
    await dialog.getByLabel(t.reason).fill('客户要求主管');
    await dialog.getByRole('button', { name: t.takeOver }).click();
    await agent.page.getByText(t.taken).first().waitFor();
    await visitor.messages.getByText(name).first().waitFor();

    await stranger.signsIn(`${username}2`, FIRST_PASSWORD);
    await stranger.page.goto(new URL(page.url()).pathname + new URL(page.url()).search);
    await stranger.page.getByText(t.none).waitFor();
    expect(await stranger.page.getByText(question).count()).toBe(0);

    await pane.getByRole('button', { name: t.close }).click();
    await dialog.getByLabel(t.reason).fill('已解决');
    await dialog.getByRole('button', { name: t.close }).click();
    await dialog.waitFor({ state: 'detached' });

    await page.goto('/system/presence-log');
    await page.getByRole('heading', { name: t.log }).waitFor();
    await page.getByText('开会').first().waitFor();
    await expectAccessible(page, 'the presence log');
    await page.goto('/system/supervision-settings');
    await page.getByRole('textbox').first().waitFor();
    await expectAccessible(page, 'supervision settings');

    const audit = await chief.page.request.get('/api/audit?category=supervision&limit=100');
    const { items } = (await audit.json()) as { items: { type: string; actor: { name: string } }[] };
    const told = items.filter(({ actor }) => actor.name === name).map(({ type }) => type);
    expect(new Set(told)).toEqual(
      new Set([
        'supervision.watched',
        'supervision.whispered',
        'supervision.intervened',
        'supervision.taken_over',
        'supervision.closed',
      ]),
    );
  });
});
