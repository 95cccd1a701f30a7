import type { HeldMessage } from '@cskefu/contract';
import type { HookPoint } from '@cskefu/plugin-sdk';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { packPlugin } from '../apps/server/src/testing/plugin-package.ts';
import type { AgentPage } from './harness/agent-page.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { photograph } from './harness/photograph.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

const veto = (point: HookPoint) =>
  ({ point, kind: 'veto', phase: 'normal', match: {}, deadlineMs: 1_000, onFailure: 'allow' }) as const;

/** Wants to see numbers of bank cards, and promises of refunds. */
const careful = packPlugin({
  id: 'acme.careful',
  manifest: {
    name: '%name%',
    permissions: ['messages:read'],
    hooks: [veto('message.beforeAccept'), veto('message.beforeSend')],
  },
  files: {
    'locales/zh-CN.json': JSON.stringify({ name: '敏感词审核' }),
    'locales/en.json': JSON.stringify({ name: 'Word check' }),
  },
  head: `const look = (word, reason) => ({
    kind: 'veto',
    handler: ({ message }) => (message.text?.includes(word) ? { kind: 'hold', reason } : { kind: 'allow' }),
  });`,
  body: `hooks: { 'message.beforeAccept': look('卡号', '疑似银行卡号'), 'message.beforeSend': look('退款', '涉及退款承诺') }`,
});

async function installs({ page }: AgentPage): Promise<void> {
  const headers = { origin: scene.desk().url };
  const file = { name: 'careful.tgz', mimeType: 'application/gzip', buffer: careful };
  const read = await page.request.post('/api/plugins/packages', { headers, multipart: { file } });
  const { hash, plugin } = (await read.json()) as { hash: string; plugin: { permissions: string[] } };
  const data = { permissions: plugin.permissions, hosts: [] };
  const installed = await page.request.post(`/api/plugins/packages/${hash}/install`, { headers, data });
  expect(await installed.text()).toContain('"condition":"ready"');
}

const heldIn = async (page: Page) =>
  ((await (await page.request.get('/api/held-messages')).json()) as { items: HeldMessage[] }).items;

describe('a message that a plugin holds', () => {
  it('waits for a supervisor, who releases or discards it, and its author is told calmly', {
    timeout: 120_000,
  }, async () => {
    const [admin, agent, visitor] = await Promise.all([
      scene.agent(),
      scene.agent(),
      scene.visitor({ place: 'full page' }),
    ]);
    const { page } = admin;
    await admin.signsIn('admin', 'admin1234');
    await installs(admin);
    await agent.signsIn();
    await visitor.begins('你好，想查一笔付款');
    await agent.opens('你好，想查一笔付款');

    await visitor.writes('卡号是 6222 0200 1234');
    await visitor.chat.getByText('审核通过后送达').waitFor();
    expect(await visitor.chat.getByRole('button', { name: /^(重试|删除)$/ }).count()).toBe(0);
    await photograph(visitor.page, 'held-visitor');

    await page.getByRole('navigation').getByRole('link', { name: '待审消息' }).click();
    const card = page.getByRole('listitem').filter({ hasText: '卡号是 6222 0200 1234' });
    await card.getByText('疑似银行卡号').waitFor();
    await card.getByText('敏感词审核').waitFor();
    await page.getByText('1 条等待审核').waitFor();
    await expectAccessible(page, 'held messages');
    await photograph(page, 'held-messages');
    expect(await agent.line('卡号是 6222 0200 1234').count()).toBe(0);

    const [held] = await heldIn(page);
    await card.getByRole('button', { name: /^放 ?行$/ }).click();
    await expectAccessible(page, 'releasing');
    await photograph(page, 'held-release');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^放 ?行$/ })
      .click();
    await page.getByText(/^已放行/).waitFor();
    await page.getByText('没有待审消息').waitFor();
    await agent.line('卡号是 6222 0200 1234').waitFor();
    await expect.poll(() => visitor.chat.getByText('审核通过后送达').count()).toBe(0);
    await visitor.line('卡号是 6222 0200 1234').waitFor();
    const stored = (await agent.storedEvents()).flatMap((event) =>
      event.type === 'message.created' ? [event.message.id] : [],
    );
    expect(stored.filter((id) => id === held?.id)).toHaveLength(1);

    await agent.writes('马上给您退款');
    await agent.thread.getByText('消息需人工审核，通过后会自动发送。').waitFor();
    expect(await agent.thread.getByRole('alert').count()).toBe(0);
    await photograph(agent.page, 'held-agent');
    const other = page.getByRole('listitem').filter({ hasText: '马上给您退款' });
    await other.getByRole('button', { name: /^驳 ?回$/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^驳 ?回$/ })
      .click();
    await page.getByText(/^已驳回/).waitFor();
    await agent.thread.getByRole('button', { name: '查询结果' }).click();
    await agent.thread.getByText('审核未通过，消息没有发送。').waitFor();
    expect(await visitor.line('马上给您退款').count()).toBe(0);
  });
});
