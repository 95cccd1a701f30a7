import { afterAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../apps/server/src/testing/mail-server.ts';
import { expectAccessible } from './harness/expect-accessible.ts';
import { setScene } from './harness/scene.ts';

const mail: MailServer = await startMailServer();
const scene = setScene({
  SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
  MAIL_FROM: '春松客服 <service@desk.example>',
  PUBLIC_URL: 'http://localhost:{port}',
  LEFT_MESSAGE_GRACE_SECONDS: '1',
});
afterAll(() => mail.stop());

describe.each([
  {
    language: 'zh-CN',
    leave: '留言',
    address: '邮箱',
    message: '留言内容',
    wrong: '请输入有效的邮箱地址',
    submit: '提交留言',
    received: '已收到您的留言，我们会尽快回复。',
    form: '留言信息',
    mailed: '已通过邮件发送',
    page: '留言',
    question: '订单什么时候发货？',
    answer: '明天发货。',
    thanks: '好的，谢谢！',
  },
  {
    language: 'en',
    leave: 'Leave a message',
    address: 'E-mail',
    message: 'Message',
    wrong: 'Please enter a valid e-mail address',
    submit: 'Send the message',
    received: 'We have your message and will get back to you.',
    form: 'Left message',
    mailed: 'Sent by e-mail',
    page: 'Left messages',
    question: 'When will it be sent?',
    answer: 'Tomorrow.',
    thanks: 'Thank you!',
  },
] as const)('a message left in $language', ({ language, ...says }) => {
  it('reaches an agent, whose answer reaches the visitor by e-mail and leads them back', {
    timeout: 240_000,
  }, async () => {
    const address = `wang-${language}@example.com`.toLowerCase();
    const visitor = await scene.visitor({ language });
    await visitor.arrives();
    await visitor.opensChat();
    await visitor.chat.getByRole('button', { name: says.leave, exact: true }).click();
    const form = visitor.chat.getByRole('dialog', { name: says.leave });
    await form.getByLabel(says.address).fill('wang');
    await form.getByLabel(says.message).fill(says.question);
    await form.getByRole('button', { name: says.submit }).click();
    await form.getByText(says.wrong).waitFor();
    await expectAccessible(visitor.page, 'the form with a mistake');
    await form.getByLabel(says.address).fill(address);
    await form.getByRole('button', { name: says.submit }).click();
    await visitor.chat.getByText(says.received).waitFor();
    await visitor.line(says.question).waitFor();
    await visitor.page.goto('about:blank');

    const agent = await scene.agent({ language });
    await agent.signsIn();
    await agent.chooses('ready');
    await agent.opens(says.question);
    await agent.thread.getByRole('region', { name: says.form }).getByText(address).waitFor();
    await agent.writes(says.answer);
    await agent.thread.getByText(says.mailed).waitFor();
    await expectAccessible(agent.page, 'a left message with its form and its answer');

    const letter = mail.mails.find(({ to }) => to.includes(address));
    expect(letter?.text).toContain(says.answer);
    expect(letter?.text).toContain(`> ${says.question}`);
    const link = /http:\/\/localhost\S+/.exec(letter?.text ?? '')?.[0] ?? '';

    const back = await scene.visitor({ language, place: 'full page' });
    await back.page.goto(link);
    await back.sees(says.question, says.answer);
    expect(back.page.url()).not.toContain('resume');
    await back.writes(says.thanks);
    await agent.line(says.thanks).waitFor();

    await agent.page.getByRole('link', { name: says.page, exact: true }).click();
    await agent.page.getByRole('table').getByText(address).waitFor();
    await expectAccessible(agent.page, 'the list of left messages');
    await agent.page.goBack();
    await agent.closes();
    // Whoever comes next finds nobody again.
    await agent.goesAway();
  });
});

it('a link that is good no more says so, and the chat begins anew', async () => {
  const visitor = await scene.visitor({ place: 'full page' });
  await visitor.page.goto('/chat/demo?lang=zh-CN#resume=a.b');
  await visitor.page.getByRole('alert').getByText('这个链接已失效').waitFor();
  await visitor.field.waitFor();
});
