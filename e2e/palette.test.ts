import { describe, it } from 'vitest';
import { eventually, expectFocus } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  { language: 'zh-CN', question: '茶叶怎么保存', dark: 'sszt', note: '备注', history: 'hhls', palette: '命令面板', help: '键盘快捷键' },
  {
    language: 'en',
    question: 'How do I keep tea?',
    dark: 'dark th',
    note: 'private note',
    history: 'history',
    palette: 'Command palette',
    help: 'Keyboard shortcuts',
  },
] as const)('the command palette in $language', ({ language, question, dark, note, history, palette, help }) => {
  it('finds acts, pages and people by keyboard alone, and the help sheet tells the same keys', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    const { page } = agent;
    const { keyboard } = page;
    const field = page.getByRole('dialog', { name: palette }).getByRole('combobox');
    const asks = async (words: string) => {
      await keyboard.press('ControlOrMeta+k');
      await expectFocus(field, 'the field of the palette');
      await keyboard.type(words);
      await page.getByRole('option').first().waitFor();
      await keyboard.press('Enter');
      await field.waitFor({ state: 'detached' });
    };
    await agent.signsIn();
    await visitor.begins(question);
    await agent.opens(question);
    const name = (await agent.thread.getByRole('heading', { level: 2 }).textContent()) ?? '';

    // Also while one types.
    await expectFocus(agent.field, 'the field to reply in');
    await asks(note);
    await expectFocus(agent.thread.getByRole('textbox', { name: agent.says.note }), 'the note');
    await asks(dark);
    await eventually(() => page.locator('html').getAttribute('data-theme'), 'dark', 'the theme');
    await asks(history);
    await page.waitForURL('**/history');
    await asks(name.slice(-4));
    await agent.line(question).waitFor();

    await keyboard.press('ControlOrMeta+k');
    await expectFocus(field, 'the field of the palette');
    await keyboard.press('Escape');
    await field.waitFor({ state: 'detached' });
    await agent.field.press('Escape');
    await keyboard.press('?');
    await page.getByRole('dialog', { name: help }).getByText(/^(Ctrl|⌘) K$/).waitFor();
  });
});
