import { describe, it } from 'vitest';
import { eventually } from './harness/eventually.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene();

describe.each([
  { language: 'zh-CN', question: '你好，绿茶还有货吗？', answer: '您好，我是张三，还有两罐。' },
  { language: 'en', question: 'Hello, is the green tea in stock?', answer: 'Hello, two tins are left.' },
] as const)('a talk in $language', ({ language, question, answer }) => {
  it('is on the screen of a ready agent at once, and the answer on the visitor’s', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    await agent.signsIn();
    const loadedAt = await agent.page.evaluate(() => performance.timeOrigin);

    await visitor.begins(question);
    await visitor.line(visitor.says.sent).waitFor();
    await agent.opens(question);
    await visitor.line(visitor.says.read).waitFor();
    await agent.writes(answer);

    await visitor.sees(question, answer);
    await agent.sees(question, answer);
    await agent.line(agent.says.read).waitFor();
    await eventually(() => agent.page.evaluate(() => performance.timeOrigin), loadedAt, 'the console was not reloaded');
  });

  it('shows each side that the other one is writing', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    await agent.signsIn();
    await visitor.begins(`${question} (typing)`);
    await agent.opens(`${question} (typing)`);

    await agent.field.pressSequentially(answer);
    await visitor.line(visitor.says.typing).waitFor();
    await visitor.field.pressSequentially(question);
    await agent.thread.getByRole('status').getByText(agent.says.typing).waitFor();

    await agent.field.press('Enter');
    await visitor.sees(question, answer);
    await visitor.line(visitor.says.typing).waitFor({ state: 'hidden' });
  });

  it('counts on the closed launcher what the visitor has not read', async () => {
    const [agent, visitor] = await Promise.all([scene.agent({ language }), scene.visitor({ language })]);
    await agent.signsIn();
    await visitor.begins(`${question} (unread)`);
    await agent.opens(`${question} (unread)`);
    await visitor.launcher.click();

    await agent.writes(answer);
    await visitor.page.getByRole('button', { name: visitor.says.unread }).waitFor();
    await agent.line(agent.says.sent).waitFor();

    await visitor.opensChat();
    await agent.line(agent.says.read).waitFor();
    await visitor.page.getByRole('button', { name: visitor.says.launcher, exact: true }).waitFor();
  });
});
