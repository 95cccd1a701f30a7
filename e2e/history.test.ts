import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

const texts = {
  'zh-CN': {
    question: '请问退款单号在哪里可以看到？',
    words: '退款单',
    marked: '退款单',
    card: '服务评价',
    level: '满意',
    reason: '回复快',
    comment: '还想说点什么（选填）',
    send: '提交',
    thanks: '谢谢您的评价',
    change: '修改',
    rated: '访客评价：4 分，满意',
    ask: '请访客评价',
    search: '搜索消息内容',
    mark: '4满意',
    export: '导出',
    begin: '开始导出',
    download: '下载',
    satisfaction: '满意度',
    none: '没有符合条件的会话',
    clear: '清除筛选',
  },
  en: {
    question: 'Where can I see the number of my refund?',
    words: 'refunds',
    marked: 'refund',
    card: 'Rate this conversation',
    level: 'Satisfied',
    reason: 'Quick answers',
    comment: 'Anything to add? (optional)',
    send: 'Submit',
    thanks: 'Thank you! Your rating:',
    change: 'Change',
    rated: 'The visitor gave 4 of 5: satisfied',
    ask: 'Ask for a rating',
    search: 'Words in messages',
    mark: '4satisfied',
    export: 'Export',
    begin: 'Begin',
    download: 'Download',
    satisfaction: 'Satisfaction',
    none: 'No conversation fits',
    clear: 'Clear filters',
  },
} as const;

const rates = async (card: Locator, says: (typeof texts)['en' | 'zh-CN'], words: string) => {
  await card.getByRole('radio', { name: says.level, exact: true }).check();
  await card.getByRole('button', { name: says.reason }).click();
  await card.getByRole('textbox', { name: says.comment }).fill(words);
  await card.getByRole('button', { name: says.send }).click();
  await card.getByText(says.thanks).waitFor();
};

describe.each(['zh-CN', 'en'] as const)('the history in %s', (language) => {
  const says = texts[language];

  it('has a conversation with its rating, is searched, read and taken along', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    await agent.signsIn();
    await visitor.begins(says.question);
    await agent.opens(says.question);
    await agent.thread.getByRole('button', { name: says.ask }).click();
    const card = visitor.chat.getByRole('region', { name: says.card });
    await card.getByRole('radio', { name: says.level, exact: true }).waitFor();
    await agent.closes();
    await rates(card, says, '=1+1');
    await agent.line(new RegExp(`^${says.rated}`)).waitFor();
    await expectAccessible(visitor.page, 'a rating that was given');
    await card.getByRole('button', { name: says.change }).click();
    await expectAccessible(visitor.page, 'a rating');

    const admin = await scene.agent({ language });
    const { page } = admin;
    await admin.signsIn('admin', 'admin1234');
    await page.goto('/history');
    await page.getByRole('textbox', { name: says.search }).fill(says.words);
    const row = page.getByRole('row').filter({ has: page.locator('mark') });
    await row.locator('mark').getByText(says.marked, { exact: true }).first().waitFor();
    await row.getByText(says.mark).waitFor();
    expect(new URL(page.url()).searchParams.get('text')).toBe(says.words);
    await expectAccessible(page, 'the history');

    await row.getByRole('button').first().click();
    const transcript = page.getByRole('dialog');
    await transcript.getByText(says.question).waitFor();
    await transcript.getByText('=1+1').waitFor();
    await expectAccessible(page, 'a transcript');
    const address = page.url();
    await page.reload();
    await transcript.getByText(says.question).waitFor();
    expect(page.url()).toBe(address);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: says.export, exact: true }).click();
    const files = page.getByRole('dialog');
    await files.getByRole('radio', { name: 'CSV' }).check();
    await files.getByRole('button', { name: says.begin }).click();
    const link = files.getByRole('link', { name: says.download }).first();
    await link.waitFor();
    await expectAccessible(page, 'an export');
    const download = page.waitForEvent('download');
    await link.click();
    const file = await readFile(await (await download).path(), 'utf8');
    expect(file).toContain(`"'=1+1"`);
    expect(file.trim().split('\r\n')).toHaveLength(2);
  });

  it('says that nothing fits, and lets the filters go', async () => {
    const agent = await scene.agent({ language });
    const { page } = agent;
    await agent.signsIn();
    await page.goto('/history?stage=closed&from=2020-01-01&to=2020-01-02');
    await page.getByText(says.none).waitFor();
    await page.getByRole('button', { name: says.clear }).click();
    await page.getByRole('table').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.getByRole('button', { name: says.export, exact: true }).waitFor({ state: 'hidden' });
  });
});

it('stays as narrow as a phone', async () => {
  const agent = await scene.agent({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  const { page } = agent;
  await agent.signsIn();
  await page.goto('/history');
  await page.getByRole('table').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
