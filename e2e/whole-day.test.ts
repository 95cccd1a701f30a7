import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { AgentPage } from './harness/agent-page.ts';
import { eventually } from './harness/eventually.ts';
import { photograph } from './harness/photograph.ts';
import { setScene } from './harness/scene.ts';
import type { VisitorPage } from './harness/visitor-page.ts';
import { castDay } from './whole-day/cast.ts';
import { words } from './whole-day/words.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

type Says = (typeof words)['en' | 'zh-CN'];

const rail = (page: Page, name: string) =>
  page.getByRole('navigation').first().getByRole('link', { name, exact: true }).click();

async function leavesMessage(visitor: VisitorPage, says: Says): Promise<void> {
  await visitor.arrives();
  await visitor.opensChat();
  await visitor.chat.getByRole('button', { name: says.leave, exact: true }).click();
  const form = visitor.chat.getByRole('dialog', { name: says.leave });
  await form.getByLabel(says.address).fill('early@example.com');
  await form.getByLabel(says.message).fill(says.left);
  await form.getByRole('button', { name: says.submit }).click();
  await visitor.line(says.left).waitFor();
}

async function invites({ page }: AgentPage, says: Says): Promise<void> {
  await rail(page, says.visitors);
  const row = page.locator('tbody tr').filter({ hasText: says.page });
  await row.getByRole('button', { name: says.invite, exact: true }).click();
  await page.getByLabel(says.inviteLabel).fill(says.invitation);
  await page.getByRole('button', { name: says.sendInvite }).click();
}

async function tagsAndNotes({ page, thread, messages, field, says: { note } }: AgentPage, says: Says): Promise<void> {
  await field.press('Escape');
  await page.keyboard.press('#');
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: says.tags }).pressSequentially(says.tag);
  await sheet.getByRole('option', { name: says.tag }).waitFor({ state: 'attached' });
  await page.keyboard.press('Enter');
  await sheet.getByText(says.tag, { exact: true }).first().waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });

  await page.keyboard.press('n');
  await thread.getByRole('textbox', { name: note }).waitFor();
  await page.keyboard.type('@李');
  await page.getByRole('option', { name: '@李雷' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type(says.note);
  await page.keyboard.press('Enter');
  await messages.getByText(says.note).waitFor();
  await page.keyboard.press('Escape');
}

async function handsOver({ page, says: { findTarget } }: AgentPage, name: string, memo: string): Promise<void> {
  await page.keyboard.press('Shift+T');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: findTarget }).pressSequentially(name);
  await dialog.getByRole('option').filter({ hasText: name }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type(memo);
  await page.keyboard.press('ControlOrMeta+Enter');
  await dialog.waitFor({ state: 'detached' });
}

async function snoozes(agent: AgentPage, says: Says): Promise<void> {
  await agent.field.press('Escape');
  await agent.page.keyboard.press('h');
  const dialog = agent.page.getByRole('dialog');
  await dialog.getByRole('radio').first().waitFor();
  await agent.page.keyboard.press('Tab');
  await dialog.getByRole('textbox').last().fill(says.snoozeUntil);
  await agent.page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await agent.page.getByRole('tab', { name: `${says.snoozed} 1` }).waitFor();
}

async function wrapsUp({ page, thread }: AgentPage, says: Says): Promise<void> {
  await thread.getByRole('button', { name: says.wrapUp }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: says.wrapUpMemo }).fill(says.note);
  await dialog.getByRole('checkbox', { name: says.followUp }).check();
  await dialog.getByLabel(says.followUpWhat, { exact: true }).fill('SF 1001');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByText(says.saved).waitFor();
  await dialog.waitFor({ state: 'detached' });
}

async function rates({ chat }: VisitorPage, says: Says): Promise<void> {
  const card = chat.getByRole('region', { name: says.card });
  await card.getByRole('radio', { name: says.level, exact: true }).check();
  await card.getByRole('button', { name: says.rate }).click();
  await card.getByText(says.rated).waitFor();
}

describe.each(['zh-CN', 'en'] as const)('a whole day in %s', (language) => {
  const says = words[language];
  const shoot = (page: Page, station: string) => photograph(page, `${language}-${station}`);

  it('goes from the message left at dawn to the figures of the evening, and nobody and nothing is lost', {
    timeout: 240_000,
  }, async () => {
    const { channel, ...people } = await castDay(scene.desk().url, language);
    const seat = { language, viewport: DESK };
    const [lilei, hanmeimei, chief, early, browsing, angry] = await Promise.all([
      scene.agent(seat),
      scene.agent({ ...seat, colorScheme: 'dark' }),
      scene.agent(seat),
      scene.visitor({ ...seat, channel }),
      scene.visitor({ ...seat, channel }),
      scene.visitor({ language, viewport: PHONE, place: 'full page', channel }),
    ]);

    // Dawn: nobody is there.
    await leavesMessage(early, says);
    await shoot(early.page, '01-left');
    await chief.signsIn(...people.chief);
    await rail(chief.page, says.supervision);

    // 李雷 comes, and so does what was left.
    await lilei.signsIn(...people.lilei);
    await lilei.opens(says.left);
    await lilei.writes(says.leftAnswer);
    await early.line(says.leftAnswer).waitFor();

    // Somebody looks around, is invited, and comes.
    await browsing.arrives();
    await browsing.page.evaluate((title) => {
      history.pushState({}, '', `${location.pathname}${location.search}#/teas/rock`);
      document.title = title;
    }, says.page);
    await invites(lilei, says);
    const invitation = browsing.page.getByRole('dialog');
    await invitation.getByText(says.invitation).waitFor();
    await shoot(browsing.page, '02-invited');
    await shoot(lilei.page, '03-visitors');
    await invitation.getByRole('button', { name: says.accept }).click();
    await browsing.field.waitFor();
    await lilei.page.goto('/workbench');
    await eventually(() => lilei.list.getByRole('link').count(), 2, 'both visitors are with 李雷');
    await lilei.list.getByRole('link').filter({ hasNotText: says.leftAnswer }).click();
    await lilei.writes(says.tasting);
    await browsing.line(says.tasting).waitFor();

    // Two at once are as many as 李雷 may have: the third waits, and is told where.
    await angry.begins(says.question);
    await angry.chat.getByText(says.next, { exact: true }).first().waitFor();
    await shoot(angry.page, '04-place');
    const waiting = chief.page.getByRole('button', { name: says.waitingFigure }).locator('xpath=../..');
    await eventually(() => waiting.locator('.figure-value').textContent(), '1', 'the wall shows who waits');
    await shoot(chief.page, '05-wall');

    // 韩梅梅 comes, answers, notes, and hands over once 李雷 has room.
    await hanmeimei.signsIn(...people.hanmeimei);
    await hanmeimei.page.request.post('/api/me/quick-replies', {
      data: { title: says.quickTitle, text: says.quickText },
      headers: { origin: scene.desk().url },
    });
    await hanmeimei.opens(says.question);
    await hanmeimei.field.pressSequentially(says.quickTyped);
    await hanmeimei.page.getByRole('option').filter({ hasText: says.quickTitle }).waitFor();
    await shoot(hanmeimei.page, '06-quick-reply-dark');
    await hanmeimei.page.keyboard.press('Enter');
    // What was not yet seen is not sent: an Enter before the answer came only chooses.
    const field = hanmeimei.field;
    await eventually(async () => (await field.inputValue()).includes(says.quickSeen), true, 'the reply is filled in');
    await hanmeimei.page.keyboard.press('Enter');
    await angry.messages.getByText(says.quickSeen).waitFor();
    await tagsAndNotes(hanmeimei, says);
    await lilei.page.getByRole('status').getByText(says.note).waitFor();
    await lilei.opens(says.leftAnswer);
    await lilei.closes();
    await lilei.showsList('mine');
    await handsOver(hanmeimei, '李雷', says.memo);
    await lilei.opens(says.tag);
    await lilei.messages.getByText(says.memo).waitFor();
    await lilei.writes(says.sorry);
    await angry.line(says.sorry).waitFor();
    await angry.writes(says.thanks);
    await lilei.line(says.thanks).waitFor();
    await shoot(lilei.page, '07-handed-over');

    // The supervisor watches, whispers, and says a word to the visitor.
    await chief.page.getByRole('tab', { name: says.conversations }).click();
    await chief.page.getByRole('button').filter({ hasText: says.thanks }).click();
    const pane = chief.page.getByRole('region', { name: says.pane });
    await pane.getByRole('log').getByText(says.thanks).waitFor();
    await chief.page.keyboard.press('Escape');
    await chief.page.keyboard.press('w');
    await pane.getByRole('textbox', { name: says.whisperField }).pressSequentially(says.whisper);
    await chief.page.keyboard.press('Enter');
    await lilei.messages.getByText(says.whisper).waitFor();
    await chief.page.keyboard.press('Alt+i');
    await pane.getByRole('textbox', { name: says.interveneField }).pressSequentially(says.intervene);
    await chief.page.keyboard.press('Enter');
    await pane.getByRole('alertdialog').waitFor();
    await chief.page.keyboard.press('Enter');
    await angry.messages.getByText(says.intervene).waitFor();
    await shoot(chief.page, '08-watched');
    await shoot(lilei.page, '09-whispered');

    // The network goes and comes; what was written meanwhile arrives, once and in order.
    await lilei.thread.getByRole('button', { name: says.askRating }).click();
    await angry.chat.getByRole('region', { name: says.card }).waitFor();
    await lilei.page.context().setOffline(true);
    for (const text of says.offlineWords) await lilei.writes(text);
    await eventually(() => lilei.line(lilei.says.waitingForNetwork).count(), 2, 'both wait for the network');
    await shoot(lilei.page, '10-offline');
    await lilei.page.context().setOffline(false);
    const story = [says.question, says.quickSeen, says.sorry, says.thanks, says.intervene, ...says.offlineWords];
    await angry.sees(...story);
    await lilei.sees(...story);

    // Over: rated by the one, written down by the other.
    await lilei.closes();
    await shoot(angry.page, '11-rate-phone');
    await rates(angry, says);
    await wrapsUp(lilei, says);
    await shoot(lilei.page, '12-wrapped-up');
    for (const secret of [says.memo, says.note, says.whisper])
      expect(await angry.messages.textContent()).not.toContain(secret);

    // Noon: one is at lunch, the other sets a conversation aside until its visitor is back.
    await hanmeimei.page.getByRole('button', { name: hanmeimei.says.presence }).click();
    await hanmeimei.page.getByRole('menuitem', { name: says.lunch }).click();
    await hanmeimei.page.getByTitle(says.lunch).waitFor();
    await shoot(hanmeimei.page, '13-lunch-dark');
    await browsing.writes(says.wantsTasting);
    await lilei.showsList('mine');
    await lilei.opens(says.wantsTasting);
    await snoozes(lilei, says);
    await browsing.writes(says.back);
    await lilei.list.getByRole('link').filter({ hasText: says.back }).waitFor();
    await lilei.opens(says.back);
    await lilei.closes();

    // Evening: everything is found again.
    const { page } = chief;
    await page.getByRole('tab').first().click();
    await page.getByRole('row').filter({ hasText: '韩梅梅' }).getByText(says.lunch).waitFor();
    await shoot(page, '14-wall-evening');
    await page.setViewportSize(PHONE);
    await shoot(page, '15-wall-phone');
    await page.setViewportSize(DESK);
    await rail(page, says.history);
    await page.getByRole('textbox', { name: says.search }).fill(says.found);
    const found = page.getByRole('row').filter({ has: page.locator('mark') });
    await eventually(() => found.count(), 1, 'one conversation has the word');
    await shoot(page, '16-history');
    await found.getByRole('button').first().click();
    const transcript = page.getByRole('dialog');
    for (const text of [...story, says.memo, says.note, says.whisper])
      await transcript.getByText(text).first().waitFor();
    await shoot(page, '17-transcript');
    await page.keyboard.press('Escape');

    await rail(page, says.reports);
    const figures = page.getByRole('region', { name: says.figures, exact: true });
    await figures.getByRole('row').filter({ hasText: '李雷' }).waitFor();
    await figures.getByRole('row').filter({ hasText: '韩梅梅' }).waitFor();
    await shoot(page, '18-figures');
    await page.goto('/system/audit');
    await page.getByRole('button', { name: says.watched }).first().waitFor();
    await page.getByRole('button', { name: says.whispered }).first().waitFor();
    await shoot(page, '19-audit');
  });
});
