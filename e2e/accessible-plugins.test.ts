import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { administration } from './harness/administration.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const languages = ['zh-CN', 'en'] as const;

describe('axe finds nothing, light or dark,', () => {
  const scene = setScene({ CSKEFU_DEMO: '1' });

  it.each(languages)('on the pages of plugins and their channels, in %s', { timeout: 240_000 }, async (language) => {
    const admin = await scene.agent({ language });
    const { page } = admin;
    const desk = await administration(admin);
    await page.goto('/system/plugins');
    await page.getByRole('main').getByRole('link').first().waitFor();
    await expectAccessible(page, 'plugins');
    await page.getByRole('main').getByRole('link').first().click();
    await page.getByRole('tabpanel').waitFor();
    await expectAccessible(page, 'a plugin of the product');
    await page.goto('/system/plugins/install');
    await page.locator('input[type=file]').waitFor({ state: 'attached' });
    await expectAccessible(page, 'the choice of a package');

    await page.goto('/channels/new');
    await page.getByRole('radio').nth(1).check();
    await page.getByRole('textbox').nth(1).waitFor();
    await expectAccessible(page, 'a new channel');
    // What is missing is told at each field: its name, who serves it, and what its plugin needs.
    await page.locator('main [type=submit]').click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(3);
    await expectAccessible(page, 'a new channel of which much is missing');
    const channel = await createChannel(page, desk.rootId);
    await receive(page, channel, `在吗？${language}`);
    for (const tab of ['settings', 'inbound', 'outbound']) {
      await page.goto(`/channels/${channel.id}?tab=${tab}`);
      await page.getByRole('tabpanel').locator(':is(button, a, input)').first().waitFor();
      await expectAccessible(page, `a channel of a plugin: ${tab}`);
    }
    await page.goto(`/channels/${channel.id}?tab=inbound`);
    await page.getByRole('row').getByRole('button').first().click();
    await page.getByRole('dialog').locator('pre').first().waitFor();
    await expectAccessible(page, 'a request that came in');

    const agent = await scene.agent({ language });
    await agent.signsIn();
    await agent.opens(`在吗？${language}`);
    await agent.field.fill('好'.repeat(9_000));
    await agent.thread.getByText(/9000 \/ 10000/).waitFor();
    await expectAccessible(agent.page, 'what a channel makes of a message');
  });
});

interface NewChannel {
  readonly id: string;
  readonly webhookUrl: string;
  readonly generated: { readonly secret: string };
}

async function createChannel(page: Page, rootId: number): Promise<NewChannel> {
  const { origin } = new URL(page.url());
  const demo = (await (await page.request.get('/api/channels/demo')).json()) as { skillGroup: { id: number } };
  const answer = await page.request.post('/api/channels', {
    headers: { origin },
    data: {
      name: '订单系统',
      orgUnitId: rootId,
      skillGroupId: demo.skillGroup.id,
      kind: 'cskefu.generic-api/generic-api',
      config: { endpoint: 'https://orders.invalid/hook' },
    },
  });
  expect(answer.status()).toBe(200);
  return answer.json();
}

async function receive(page: Page, { webhookUrl, generated }: NewChannel, text: string): Promise<void> {
  const body = JSON.stringify({ type: 'message', id: 'm1', user: { id: 'u1', name: '王小明' }, text });
  const at = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', generated.secret).update(`${at}.${body}`).digest('hex');
  const answer = await page.request.post(new URL(webhookUrl, page.url()).href, {
    headers: {
      'content-type': 'application/json',
      'x-cskefu-timestamp': at,
      'x-cskefu-signature': `sha256=${signature}`,
    },
    data: body,
  });
  expect(answer.status()).toBe(200);
}
