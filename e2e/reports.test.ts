import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

const texts = {
  'zh-CN': {
    question: '发票什么时候能开？',
    answer: '今天下午就能开好。',
    card: '服务评价',
    level: '非常满意',
    reason: '态度好',
    send: '提交',
    thanks: '谢谢您的评价',
    reports: '统计',
    agents: '坐席',
    satisfaction: '满意度',
    whatIf: '模拟',
    meaning: '“会话数”的含义',
    definition: '坐席接到的会话，每个会话只算一次。',
    byDay: '日期',
    ratings: '评价明细',
    madeUp: '生成一天',
    begin: '开始模拟',
    more: '增减坐席',
    run: '运行模拟',
    outcome: '结果',
    wait: '平均等待',
    table: '以表格显示',
    export: '导出',
  },
  en: {
    question: 'When do I get my invoice?',
    answer: 'This afternoon.',
    card: 'Rate this conversation',
    level: 'Very satisfied',
    reason: 'Friendly',
    send: 'Submit',
    thanks: 'Thank you! Your rating:',
    reports: 'Reports',
    agents: 'Agents',
    satisfaction: 'Satisfaction',
    whatIf: 'What-if',
    meaning: 'What “Conversations” means',
    definition: 'Conversations that the agent got, each once.',
    byDay: 'Day',
    ratings: 'Ratings one by one',
    madeUp: 'A made-up day',
    begin: 'Begin',
    more: 'More or fewer agents',
    run: 'Run',
    outcome: 'Outcome',
    wait: 'Average wait',
    table: 'Show as a table',
    export: 'Export',
  },
} as const;

type Says = (typeof texts)['en' | 'zh-CN'];

/** Seconds of a duration in words, in either language. */
const secondsOf = (words: string) =>
  [...words.matchAll(/(\d+)\s*(小时|分|秒|h|m|s)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * ({ 小时: 3_600, h: 3_600, 分: 60, m: 60 }[unit ?? ''] ?? 1),
    0,
  );

const waits = async (page: Page, says: Says) => {
  const row = page
    .getByRole('region', { name: says.outcome })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${says.wait}`) }) });
  return row.getByRole('cell').allInnerTexts();
};

describe.each(['zh-CN', 'en'] as const)('the reports in %s', (language) => {
  const says = texts[language];

  it('show what an agent did and what the visitor thought of it, and open the transcript', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    await agent.signsIn();
    await visitor.begins(says.question);
    await agent.opens(says.question);
    await agent.writes(says.answer);
    await agent.closes();
    const card = visitor.chat.getByRole('region', { name: says.card });
    await card.getByRole('radio', { name: says.level, exact: true }).check();
    await card.getByRole('button', { name: says.reason }).click();
    await card.getByRole('button', { name: says.send }).click();
    await card.getByText(says.thanks).waitFor();

    const supervisor = await scene.agent({ language });
    const { page } = supervisor;
    await supervisor.signsIn('admin', 'admin1234');
    await page.goto('/history');
    await page.getByRole('link', { name: says.reports, exact: true }).click();
    const table = page.getByRole('region', { name: says.agents, exact: true });
    await page.waitForURL('**/reports/agents');
    await table.getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: says.meaning }).click();
    await page.getByText(says.definition).last().waitFor();
    await page.keyboard.press('Escape');
    await page.getByText(says.byDay, { exact: true }).first().click();
    await expect.poll(() => new URL(page.url()).searchParams.get('by')).toBe('day');
    await expectAccessible(page, 'the figures of agents');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: says.export }).click();
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    expect((await download).suggestedFilename()).toMatch(/^agents-.*\.csv$/);

    await page.getByRole('link', { name: says.satisfaction, exact: true }).click();
    const ratings = page.getByRole('region', { name: says.ratings });
    await ratings.getByText(says.reason).first().waitFor();
    await expectAccessible(page, 'satisfaction');
    await ratings.getByRole('link').first().click();
    await page.getByRole('dialog').getByText(says.answer).waitFor();
  });

  it('tell that one more agent makes visitors wait less', async () => {
    const supervisor = await scene.agent({ language });
    const { page } = supervisor;
    await supervisor.signsIn('admin', 'admin1234');
    await page.goto('/reports/what-if');
    await page.getByText(says.madeUp, { exact: true }).click();
    await page.getByRole('button', { name: says.begin, exact: true }).click();
    await page.getByRole('heading', { name: says.outcome }).waitFor();
    expect(await waits(page, says)).toHaveLength(1);
    await page.getByRole('spinbutton', { name: says.more }).fill('1');
    await page.getByRole('button', { name: says.run, exact: true }).click();
    await expect.poll(async () => (await waits(page, says)).length).toBe(2);
    const [before = '', after = ''] = await waits(page, says);
    expect(secondsOf(after.split('\n')[0] ?? '')).toBeLessThan(secondsOf(before));
    await page.getByText(says.table).first().click();
    await expectAccessible(page, 'what if');
  });
});

it('visitors rate in the words that the desk has chosen', async () => {
  const admin = await scene.agent();
  const { page } = admin;
  await admin.signsIn('admin', 'admin1234');
  await page.goto('/system/satisfaction');
  await page.getByRole('switch', { name: '等级: 沿用上级' }).click();
  await page.getByRole('textbox', { name: '5: 中文', exact: true }).fill('棒极了');
  await page.getByRole('switch', { name: '原因: 沿用上级' }).click();
  await page.getByRole('textbox', { name: '原因 1: 中文', exact: true }).fill('很专业');
  await expectAccessible(page, 'the settings of satisfaction');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('已保存，立即生效').waitFor();

  const [agent, visitor] = await Promise.all([scene.agent(), scene.visitor()]);
  await agent.signsIn();
  await visitor.begins('可以换货吗？');
  await agent.opens('可以换货吗？');
  await agent.closes();
  const card = visitor.chat.getByRole('region', { name: '服务评价' });
  await card.getByRole('radio', { name: '棒极了', exact: true }).check();
  await card.getByRole('button', { name: '很专业' }).click();
  await card.getByRole('button', { name: '提交' }).click();
  await card.getByText(/谢谢您的评价/).waitFor();
  await agent.page.getByText('很专业').first().waitFor();
});
