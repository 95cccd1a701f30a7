import { describe, it } from 'vitest';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  { language: 'zh-CN', question: '什么时候到货', more: '还有一个问题', later: '稍后', reason: '等仓库回复', tomorrow: /明天 09:00/ },
  {
    language: 'en',
    question: 'When does it arrive?',
    more: 'One more question',
    later: 'Later',
    reason: 'The warehouse will answer',
    tomorrow: /tomorrow 09:00/,
  },
] as const)('a snooze in $language', ({ language, question, more, later, reason, tomorrow }) => {
  it('takes a conversation out of the list by keyboard, says why, and ends when the visitor writes', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    const { page } = agent;
    const { keyboard } = page;
    await agent.signsIn();
    await visitor.begins(question);
    await agent.opens(question);
    await agent.field.press('Escape');
    await keyboard.press('h');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio').first().waitFor();
    for (let steps = 0; steps < 4; steps++) {
      const chosen = dialog.locator('label:has(input:checked)');
      if (tomorrow.test((await chosen.textContent()) ?? '')) break;
      await keyboard.press('ArrowDown');
    }
    await keyboard.press('Tab');
    await dialog.getByRole('textbox').last().fill(reason);
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('note').getByText(tomorrow).waitFor();
    await agent.list.getByRole('link').filter({ hasText: question }).waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: `${later} 1` }).waitFor();
    await keyboard.press('3');
    await agent.list.getByRole('link').filter({ hasText: reason }).filter({ hasText: tomorrow }).waitFor();

    await keyboard.press('1');
    await visitor.writes(more);
    await agent.list.getByRole('link').filter({ hasText: more }).waitFor();
    await page.getByRole('tab', { name: later, exact: true }).waitFor();
    if ((await visitor.messages.textContent())?.includes(reason)) throw new Error('the visitor reads the reason');
  });
});
