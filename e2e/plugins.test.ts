import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packPlugin } from '../apps/server/src/testing/plugin-package.ts';
import type { AgentPage } from './harness/agent-page.ts';
import { type Author, author } from './harness/author.ts';
import { besideDesk, type Desk, startDesk } from './harness/desk.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { photograph } from './harness/photograph.ts';
import { setScene } from './harness/scene.ts';
import type { VisitorPage } from './harness/visitor-page.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });
let other: Desk;

beforeAll(async () => {
  other = await startDesk({ CSKEFU_DEMO: '1', ...(await besideDesk(scene.desk())) });
});
afterAll(() => other?.stop());

/** What the scaffold makes hides card numbers; its author lets it name a shop and say whether all is well. */
const written = async (): Promise<Author> => {
  const work = await author('hook', 'acme.orders', '订单查询');
  const shop = "shop: { type: 'string', title: '%shop%', minLength: 3 },";
  work.change(
    'src/index.ts',
    'config: {',
    `health: async ({ config }) => ({ ok: true, account: config.shop }),\n  config: {\n    ${shop}`,
  );
  for (const language of ['zh-CN', 'en'])
    work.change(`locales/${language}.json`, '"shown":', '"shop": "店铺",\n  "shown":');
  return work;
};

describe('a plugin', () => {
  it('comes, is set up, changes its version and goes while people talk, without a restart or a lost word', {
    timeout: 240_000,
  }, async () => {
    const [admin, agent, visitor] = await Promise.all([
      scene.agent(),
      scene.agent({ viewport: { width: 1280, height: 1800 } }),
      scene.visitor({ place: 'full page' }),
    ]);
    await agent.signsIn();
    await visitor.begins('你好，订单到哪了？');
    await agent.opens('你好，订单到哪了？');
    const talk = keepTalking(visitor, agent);

    const { page } = admin;
    await admin.signsIn('admin', 'admin1234');
    const work = await written();
    work.release('1.0.0');
    await installs(page, await work.pack(), '1.0.0');
    await page.getByRole('link', { name: '去设置' }).click();
    await setsUp(page);
    await runsEverywhere(page, '1.0.0');
    // Its address has a dot in it and is a page nevertheless.
    await page.reload();
    await runsEverywhere(page, '1.0.0');
    await photograph(page, 'plugin-overview');

    // It looks at what agents send, too, so that each word crosses whatever version runs.
    work.change(
      'src/index.ts',
      'hooks: {',
      "hooks: {\n    'message.beforeSend': { kind: 'veto', handler: () => ({ kind: 'allow' }) },",
    );
    // It wants more than it has, which is asked about.
    work.change(
      'src/index.ts',
      "permissions: ['messages:read']",
      "permissions: ['messages:read', 'conversations:read']",
    );
    work.release('1.1.0');
    await installs(page, await work.pack(), '1.1.0');
    work.leave();
    await page.getByRole('link', { name: /^打开/ }).click();
    await runsEverywhere(page, '1.1.0');
    await talk.goesOn();

    await page.getByRole('tab', { name: '版本' }).click();
    await page.getByRole('button', { name: '回到 1.0.0' }).click();
    await page.getByRole('button', { name: /^回 ?退$/ }).click();
    await page.getByText('已回到 1.0.0').waitFor();
    await page.getByRole('tab', { name: '概况' }).click();
    await runsEverywhere(page, '1.0.0');
    await talk.goesOn();

    await removes(page);
    const { questions, answers } = await talk.ends();
    expect(await storedTexts(agent, 'visitor')).toEqual(['你好，订单到哪了？', ...questions]);
    expect(await storedTexts(agent, 'agent')).toEqual(answers);
  });

  it('that cannot start is refused in words, and nothing changes', async () => {
    const { page, signsIn } = await scene.agent();
    await signsIn('admin', 'admin1234');
    await page.goto('/system/plugins/install');
    await choose(page, Buffer.from('no package'), 'left-pad.tgz');
    await page.getByRole('alert').getByText('“left-pad.tgz”没有安装').waitFor();
    await page.getByRole('alert').getByText('系统没有任何变化。').waitFor();
    await expectAccessible(page, 'a package that is refused');
    await choose(
      page,
      packPlugin({ id: 'acme.broken', body: `activate: () => { throw new Error('no way') }` }),
      'b.tgz',
    );
    // Whoever uses the keyboard goes on at the next step, not at the top of the page.
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('acme-broken');
    await page.getByRole('button', { name: /^安 ?装$/ }).click();
    await page.getByRole('alert').getByText('no way').waitFor();
    await page.goto('/system/plugins');
    await page.getByRole('main').getByRole('link').first().waitFor();
    expect(await page.getByText('acme.broken').count()).toBe(0);
  });
});

async function choose(page: Page, buffer: Buffer, name: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/gzip', buffer });
}

async function installs(page: Page, archive: Buffer, version: string): Promise<void> {
  await page.goto('/system/plugins/install');
  await choose(page, archive, `orders-${version}.tgz`);
  await page.getByRole('heading', { name: '订单查询' }).waitFor();
  await expectAccessible(page, 'what a package asks for');
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: /^(安 ?装|升级到 .*)$/ }).click();
  await page.getByText(`“订单查询”${version} 已安装`).waitFor();
}

async function setsUp(page: Page): Promise<void> {
  await page.getByLabel('店铺').fill('ab');
  await page.getByRole('button', { name: /^保 ?存$/ }).click();
  await page.getByText('至少 3 个字符。').waitFor();
  await expectAccessible(page, 'settings with a mistake');
  await page.getByLabel('店铺').fill('春松旗舰店');
  await page.getByRole('button', { name: /^保 ?存$/ }).click();
  await page.getByText('设置已保存').waitFor();
  await page.getByRole('tab', { name: '概况' }).click();
  await page.getByText('所有节点都在正常运行。').waitFor();
  await page.getByRole('tab', { name: '设置' }).click();
  await page.getByRole('button', { name: /^测 ?试$/ }).click();
  await page.getByText('已连接到 春松旗舰店').waitFor();
  await page.getByRole('tab', { name: '概况' }).click();
}

/** Both nodes say so by themselves. */
async function runsEverywhere(page: Page, version: string): Promise<void> {
  const running = page.getByRole('row').filter({ hasText: '运行中' }).filter({ hasText: version });
  await expect.poll(() => running.count(), { timeout: 30_000 }).toBe(2);
}

async function removes(page: Page): Promise<void> {
  await page.getByRole('button', { name: '卸载…' }).click();
  await expectAccessible(page, 'the question about data');
  await page.getByRole('radio', { name: /^删除/ }).check();
  await page.getByRole('button', { name: /^卸 ?载$/ }).click();
  await page.getByText('“订单查询”已卸载').waitFor();
  await expect.poll(() => page.getByText('acme.orders').count()).toBe(0);
}

/** Both write on, one word after the other, until they are told to end. */
function keepTalking(visitor: VisitorPage, agent: AgentPage) {
  const questions: string[] = [];
  let answers: string[] = [];
  let going = true;
  const talking = (async () => {
    for (let number = 1; going; number += 1) {
      questions.push(`问 ${number}。`);
      await visitor.writes(`问 ${number}。`);
      await agent.line(`问 ${number}。`).waitFor();
      answers = [...answers, `答 ${number}。`];
      await agent.writes(`答 ${number}。`);
      await visitor.line(`答 ${number}。`).waitFor();
      await new Promise((resolve) => setTimeout(resolve, 1_200));
    }
  })();
  talking.catch(() => undefined);
  return {
    goesOn: async () => {
      const before = answers.length;
      await Promise.race([talking, expect.poll(() => answers.length, { timeout: 20_000 }).toBeGreaterThan(before + 1)]);
    },
    ends: async () => {
      going = false;
      await talking;
      return { questions, answers };
    },
  };
}

async function storedTexts(agent: AgentPage, kind?: string): Promise<(string | null)[]> {
  return (await agent.storedEvents()).flatMap((event) =>
    event.type === 'message.created' &&
    event.message.author.kind !== 'system' &&
    (kind ?? event.message.author.kind) === event.message.author.kind
      ? [event.message.text]
      : [],
  );
}
