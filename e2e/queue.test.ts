import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './harness/eventually.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';
import { type Supervisor, supervisor } from './harness/supervisor.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });
let chief: Supervisor;
beforeAll(async () => {
  chief = await supervisor(scene.desk().url);
});

const texts = {
  'zh-CN': {
    queue: '排队',
    next: '下一位就是您',
    third: '您排在第 3 位',
    levels: '优先级',
    move: '查找技能组',
    submit: /^移到 /,
    end: '结束会话',
    ended: '对话已结束',
    empty: '没有人在排队',
  },
  en: {
    queue: 'Queue',
    next: "You're next",
    third: "You're number 3 in line",
    levels: 'Priority',
    move: 'Find a skill group',
    submit: /^Move to /,
    end: 'Close conversation',
    ended: 'The conversation has ended',
    empty: 'Nobody is waiting',
  },
} as const;

const rowOf = (page: Page, question: string): Locator => page.getByRole('row').filter({ hasText: question });
const order = (page: Page, questions: readonly string[]) =>
  eventually(
    async () => {
      const rows = await page.getByRole('row').allTextContents();
      return rows.flatMap((row) => questions.filter((question) => row.includes(question)));
    },
    [...questions],
    'the order of the queue',
  );

describe.each(['zh-CN', 'en'] as const)('the queue page, in %s,', (language) => {
  const says = texts[language];

  it('is arranged by keyboard, and the visitors see at once where they stand', async () => {
    const [place, elsewhere] = [await chief.group(`arranged ${language}`), await chief.group(`elsewhere ${language}`)];
    const { page, signsIn } = await scene.agent({ language });
    const questions = ['one', 'two', 'three'].map((word) => `${language} ${word}`);
    const visitors = [];
    for (const question of questions) {
      const visitor = await scene.visitor({ language, place: 'full page', channel: place.channel });
      await visitor.begins(question);
      visitors.push(visitor);
    }
    const [one, two, three] = visitors as [(typeof visitors)[0], (typeof visitors)[0], (typeof visitors)[0]];
    const [first = '', second = '', third = ''] = questions;
    await three.chat.getByText(says.third, { exact: true }).first().waitFor();

    await signsIn('admin', 'admin1234');
    await page.getByRole('navigation').first().getByRole('link', { name: says.queue, exact: true }).click();
    await page.getByRole('button', { name: `arranged ${language}` }).click();
    await order(page, questions);
    await expectAccessible(page, 'the queue');
    await expectAccessible(three.page, 'the place of a visitor');

    // The last one first: three steps of priority are half an hour.
    await page.mouse.move(0, 0);
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('j');
    await page.keyboard.press('p');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('group', { name: says.levels }).waitFor();
    await expectAccessible(page, 'the priority');
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await order(page, [third, first, second]);
    await three.chat.getByText(says.next, { exact: true }).first().waitFor();
    await two.chat.getByText(says.third, { exact: true }).first().waitFor();

    await rowOf(page, first).getByRole('link').focus();
    await page.keyboard.press('m');
    await page.keyboard.type('elsewhere');
    await dialog
      .getByRole('option')
      .filter({ hasText: `elsewhere ${language}` })
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await dialog.getByRole('button', { name: says.submit }).click();
    await dialog.waitFor({ state: 'detached' });
    await order(page, [third, second]);
    await one.chat.getByText(says.next, { exact: true }).first().waitFor();
    expect((await one.messages.textContent())?.includes('elsewhere')).toBe(false);

    await rowOf(page, second).getByRole('link').focus();
    await page.keyboard.press('Shift+E');
    await dialog.getByRole('button', { name: says.end }).click();
    await dialog.waitFor({ state: 'detached' });
    await order(page, [third]);
    await two.messages.getByText(says.ended).first().waitFor();

    for (const [group, question] of [
      [place, third],
      [elsewhere, first],
    ] as const) {
      await page.goto(`/queue?group=${group.id}`);
      await rowOf(page, question).waitFor();
      const { items } = await chief.ask<{ items: { id: string }[] }>('GET', `/api/queue?skillGroupId=${group.id}`);
      await chief.ask('POST', `/api/conversations/${items[0]?.id}/close-waiting`);
      await rowOf(page, question).waitFor({ state: 'detached' });
    }
    await page.getByText(says.empty).waitFor();
  });

  it('lets an agent take whom they choose, on a phone, too', async () => {
    const place = await chief.group(`taken ${language}`);
    const account = await chief.agent(place.id);
    const agent = await scene.agent({ language, viewport: { width: 390, height: 844 }, hasTouch: true });
    await agent.signsIn(account.username, account.password);
    await agent.goesAway();
    const visitors = [];
    for (const question of ['a', 'b']) {
      const visitor = await scene.visitor({ language, place: 'full page', channel: place.channel });
      await visitor.begins(`${language} ${question}?`);
      visitors.push(visitor);
    }
    await agent.page.goto('/queue');
    await rowOf(agent.page, `${language} b?`).waitFor();
    await expectAccessible(agent.page, 'the queue on a phone');
    await rowOf(agent.page, `${language} b?`)
      .getByRole('button', { name: new RegExp(`^${agent.says.take} `) })
      .click();
    await agent.field.waitFor();
    await agent.writes('yes');
    await visitors[1]?.line('yes').waitFor();
    await visitors[0]?.chat.getByText(says.next, { exact: true }).first().waitFor();
  });
});
