import { describe, expect, it } from 'vitest';
import { administration } from './harness/administration.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { photograph } from './harness/photograph.ts';
import { setScene } from './harness/scene.ts';

const scene = setScene({ CSKEFU_DEMO: '1' });

describe.each([
  {
    language: 'zh-CN',
    section: '对话前',
    name: '姓名',
    question: '问题 1',
    asked: '订单号',
    required: '必填',
    optional: '选填',
    label: '“问题 1”的名称',
    use: (field: string) => `“${field}”是否填写`,
    notice: '隐私声明',
    words: '我们会保存对话内容，用于改进服务。',
    consent: '须先同意',
    save: '保存',
    saved: '渠道设置已保存',
    form: '开始对话前，请先填写以下信息',
    missing: '请填写这一项',
    agree: /我已阅读并同意/,
    agreeFirst: '请先勾选同意',
    begin: '开始对话',
    answers: '询前表单',
    word: '有货吗？',
  },
  {
    language: 'en',
    section: 'Before the chat',
    name: 'Name',
    question: 'Question 1',
    asked: 'Order number',
    required: 'Required',
    optional: 'Optional',
    label: 'Label of “Question 1”',
    use: (field: string) => `Whether “${field}” is asked for`,
    notice: 'Privacy notice',
    words: 'We keep what is said, to serve you better.',
    consent: 'Ask for consent',
    save: 'Save',
    saved: 'Channel saved',
    form: 'A few words before we begin',
    missing: 'Please fill this in',
    agree: /I have read and agree/,
    agreeFirst: 'Please agree first',
    begin: 'Begin the chat',
    answers: 'Pre-chat form',
    word: 'Is it in stock?',
  },
] as const)('a channel that asks before the chat, in $language', ({ language, ...says }) => {
  it('is set up, answered by a visitor before the first word, and read by the agent', {
    timeout: 240_000,
  }, async () => {
    const chief = await scene.agent({ language });
    await administration(chief);
    await chief.page.goto('/channels/demo');
    const section = chief.page.getByRole('region', { name: says.section });
    const uses = (field: string) => section.getByRole('radiogroup', { name: says.use(field) });
    await uses(says.name).getByText(says.required).click();
    await uses(says.question).getByText(says.optional).click();
    await section.getByLabel(says.label).fill('');
    const save = chief.page.getByRole('button', { name: says.save, exact: true });
    await save.click();
    // A question without words cannot be asked: one is led to it.
    const isLed = () => section.getByLabel(says.label).evaluate((field) => field === document.activeElement);
    await expect.poll(isLed).toBe(true);
    await section.getByLabel(says.label).fill(says.asked);
    await section.getByLabel(says.notice, { exact: true }).fill(says.words);
    const consent = section.getByRole('switch', { name: says.consent });
    if ((await consent.getAttribute('aria-checked')) !== 'true') await consent.click();
    await section.scrollIntoViewIfNeeded();
    await photograph(chief.page, `pre-chat-settings-${language}`);
    await save.click();
    await chief.page.getByText(says.saved).waitFor();
    await expectAccessible(chief.page, 'the settings of a channel that asks');

    const visitor = await scene.visitor({ language });
    await visitor.arrives();
    await visitor.launcher.click();
    const form = visitor.chat.getByRole('form', { name: says.form });
    await form.getByRole('button', { name: says.begin }).click();
    await form.getByText(says.missing).waitFor();
    await form.getByText(says.agreeFirst).waitFor();
    await expectAccessible(visitor.page, 'the form with mistakes');
    await photograph(visitor.page, `pre-chat-form-${language}`);
    await form.getByLabel(says.name).fill('王小明');
    await form.getByLabel(says.asked).fill('A-4711');
    await form.getByLabel(says.agree).check();
    await form.getByRole('button', { name: says.begin }).click();
    await visitor.field.waitFor();
    await visitor.writes(says.word);
    await visitor.line(says.word).waitFor();

    const agent = await scene.agent({ language });
    await agent.signsIn();
    await agent.chooses('ready');
    await agent.opens(says.word);
    const answers = agent.page.getByRole('region', { name: says.answers });
    await answers.getByText('A-4711').waitFor();
    await answers.getByText('王小明').waitFor();
    await agent.thread.getByText('王小明').first().waitFor();
    await photograph(agent.page, `pre-chat-answers-${language}`);
    await expectAccessible(agent.page, 'a conversation with its pre-chat form');
  });
});
