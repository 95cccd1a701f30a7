import { describe, it } from 'vitest';
import { setScene } from './harness/scene.ts';
import { seatTwoAgents } from './harness/two-agents.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

describe.each([
  { language: 'zh-CN', username: 'sunqi', name: '孙七', question: '能便宜一点吗', words: '老客户，可以九折' },
  { language: 'en', username: 'wuba', name: '吴八', question: 'Any discount?', words: 'A regular: 10 % is fine' },
] as const)('a note in $language', ({ language, username, name, question, words }) => {
  it('calls a colleague, is read in the house, and never by the visitor', async () => {
    const { agent, colleague, visitor } = await seatTwoAgents(scene, { language, username, name });

    await visitor.begins(question);
    await agent.opens(question);
    await agent.field.press('Escape');
    await agent.page.keyboard.press('n');
    const field = agent.thread.getByRole('textbox', { name: agent.says.note });
    await field.waitFor();
    await agent.page.keyboard.type(`@${name.slice(0, 1)}`);
    await agent.page.getByRole('option', { name: `@${name}` }).waitFor();
    await agent.page.keyboard.press('Enter');
    await agent.page.keyboard.type(words);
    await agent.page.keyboard.press('Enter');
    await agent.messages.getByText(words).waitFor();
    await colleague.page.getByRole('status').getByText(words).waitFor();

    await field.press('Escape');
    await agent.page.keyboard.press('r');
    await agent.writes(`${question}!`);
    await visitor.sees(question, `${question}!`);
    await visitor.page.reload();
    await visitor.opensChat();
    await visitor.sees(question, `${question}!`);
    if ((await visitor.messages.textContent())?.includes(words)) throw new Error('the visitor reads the note');
  });
});
