import { describe, it } from 'vitest';
import { administration, FIRST_PASSWORD } from './harness/administration.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

/** In each row, whatever was said last. */
const CHANNEL = '官网';

const texts = {
  'zh-CN': {
    question: '你好，订单想退货',
    tag: '退货',
    make: '新建标签',
    tags: '添加标签',
    newContact: '新建联系人',
    name: '姓名',
    phone: '电话',
    person: '王小明',
    write: '写服务小结',
    memo: '小结内容',
    followUp: '需要跟进',
    what: '事项',
    saved: '服务小结已保存',
    followUps: '跟进',
    done: /^完成对 /,
    filter: '标签',
    block: /^拉黑 /,
    reason: '原因',
    blockNow: '拉黑',
    refused: '客服入口暂未开放',
    blockList: '黑名单',
    lift: /^解除对 .+ 的拉黑$/,
    liftNow: '解 除',
    lifted: '没有被拉黑的访客',
    initiate: '发起会话',
    greeting: '您好，退货已经寄出了吗？',
  },
  en: {
    question: 'I want to send this back',
    tag: 'Return',
    make: 'New tag',
    tags: 'Add tags',
    newContact: 'New contact',
    name: 'Name',
    phone: 'Phone',
    person: 'Ming Wang',
    write: 'Write the wrap-up',
    memo: 'What it was about',
    followUp: 'Needs a follow-up',
    what: 'What',
    saved: 'The wrap-up is saved',
    followUps: 'Follow-ups',
    done: /^The follow-up of /,
    filter: 'Tag',
    block: /^Block /,
    reason: 'Reason',
    blockNow: 'Block',
    refused: "Chat isn't available right now",
    blockList: 'Block list',
    lift: /^Unblock /,
    liftNow: 'Unblock',
    lifted: 'Nobody is blocked',
    initiate: 'Start a conversation',
    greeting: 'Have you sent it back yet?',
  },
} as const;

describe.each(['zh-CN', 'en'] as const)('what is recorded of a conversation in %s', (language) => {
  const says = texts[language];

  it('is tagged, linked, wrapped up, found again; the visitor is blocked, unblocked and written to', async () => {
    const [chief, agent, visitor] = await Promise.all([
      scene.agent(),
      scene.agent({ language, viewport: { width: 1440, height: 900 } }),
      scene.visitor({ language }),
    ]);
    const desk = await administration(chief);
    const username = language === 'en' ? 'senior' : 'gaoji';
    const units = await chief.page.request.get('/api/org-units?search=%E5%94%AE&limit=50');
    const unit = ((await units.json()) as { items: { id: number; isSkillGroup: boolean }[] }).items.find(
      (one) => one.isSkillGroup,
    );
    const roleIds = [await desk.roleId('高级坐席')];
    await desk.account({ username, name: '高坐席', unitId: unit?.id ?? desk.rootId, roleIds, agent: true });
    await agent.signsIn(username, FIRST_PASSWORD);
    await agent.goesAway();
    await visitor.begins(says.question);
    await agent.takes(CHANNEL);
    const { page } = agent;
    const panel = page.getByRole('complementary');

    // Tags, by keyboard.
    await agent.field.press('Escape');
    await page.keyboard.press('#');
    const sheet = page.getByRole('dialog');
    await sheet.getByRole('combobox', { name: says.tags }).pressSequentially(says.tag);
    await sheet.getByRole('option', { name: says.make }).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await sheet.getByText(says.tag, { exact: true }).first().waitFor();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await agent.showsList('mine');
    await agent.list.getByRole('link').filter({ hasText: says.tag }).waitFor();

    // The contact, made from the visitor.
    await panel.getByRole('button', { name: says.newContact }).click();
    await panel.getByLabel(says.name).fill(says.person);
    await panel.getByLabel(says.phone).fill('138-0013-8000');
    await page.keyboard.press('ControlOrMeta+Enter');
    await panel.getByRole('link', { name: '138-0013-8000' }).waitFor();
    await expectAccessible(page, 'the panel with a contact');

    // Over, and what remains of it.
    await agent.closes();
    await agent.thread.getByRole('button', { name: says.write }).click();
    const wrapUp = page.getByRole('dialog');
    await wrapUp.getByRole('textbox', { name: says.memo }).fill(`${says.tag} 1001`);
    await wrapUp.getByRole('checkbox', { name: says.followUp }).check();
    await wrapUp.getByLabel(says.what, { exact: true }).fill('SF 123');
    await expectAccessible(page, 'a wrap-up');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByText(says.saved).waitFor();
    await wrapUp.waitFor({ state: 'detached' });
    await agent.messages.getByText(`${says.tag} 1001`).waitFor();

    // Found again: by what is to be done, and by tag.
    await page.getByRole('navigation').getByRole('link', { name: says.followUps }).click();
    await page.getByRole('row').filter({ hasText: 'SF 123' }).getByRole('button', { name: says.done }).waitFor();
    await expectAccessible(page, 'follow-ups');
    await page.goto('/history');
    await page.getByRole('combobox', { name: says.filter, exact: true }).click();
    await page.getByRole('option', { name: says.tag }).first().waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await page.waitForURL(/tag=/);
    await page.getByRole('row').filter({ hasText: says.tag }).first().waitFor();
    await expectAccessible(page, 'the history by tag');

    // Blocked: the widget refuses, in words that say nothing of it.
    await page.goto('/workbench?view=closed');
    await agent.opens(CHANNEL);
    await page.keyboard.press('Shift+B');
    const block = page.getByRole('dialog');
    await block.getByLabel(says.reason).fill('spam');
    await expectAccessible(page, 'blocking');
    await block.getByRole('button', { name: says.blockNow, exact: true }).click();
    await block.waitFor({ state: 'detached' });
    await visitor.writes('???');
    await visitor.chat.getByText(says.refused).waitFor();
    await visitor.page.reload();
    await visitor.launcher.click();
    await visitor.chat.getByText(says.refused).waitFor();

    // Unblocked, and written to.
    await page.goto('/system/block-list');
    const lift = page.getByRole('row').filter({ hasText: 'spam' }).getByRole('button', { name: says.lift });
    await lift.waitFor();
    await expectAccessible(page, 'the block list');
    await lift.click();
    await page.getByRole('tooltip').getByRole('button').last().click();
    await page.getByText(says.lifted).waitFor();
    await visitor.page.reload();
    await visitor.launcher.waitFor();
    await page.goto('/workbench?view=closed');
    await agent.opens(CHANNEL);
    await panel.getByRole('button', { name: says.initiate }).click();
    await agent.field.waitFor();
    await agent.writes(says.greeting);
    await visitor.opensChat();
    await visitor.messages.getByText(says.greeting).waitFor();
  });
});
