import type { Mailer } from '../../platform/mail/index.ts';
import type { AccountActor, RunUseCase } from '../access/index.ts';

const words = {
  'zh-CN': {
    subject: '春松客服：测试邮件',
    body: '这是一封测试邮件。收到它，说明邮件服务已经可以使用。',
  },
  en: { subject: 'Cskefu: test mail', body: 'This is a test mail. Now that it is here, letters go out.' },
};

/** Sends a letter past the outbox, and answers with what the mail server said to it. */
export async function sendTestMail(
  { mailer, run }: { mailer: Mailer; run: RunUseCase },
  actor: AccountActor,
  { to }: { to: string },
): Promise<{ ok: boolean; answer: string }> {
  const domain = /@([^@\s>]+)>?$/.exec(mailer.from ?? '')?.[1] ?? 'cskefu.invalid';
  const outcome = await mailer.send({
    messageId: `<${crypto.randomUUID()}@${domain}>`,
    to: { address: to, name: actor.name },
    ...words[actor.locale === 'en' ? 'en' : 'zh-CN'],
    references: [],
  });
  const ok = outcome.kind === 'sent';
  const answer = outcome.kind === 'sent' ? outcome.answer : outcome.reason;
  await run(
    actor,
    async (ctx) => ctx.emit({ type: 'system.test_mail_sent', payload: { to, outcome: outcome.kind, answer } }),
    undefined,
  );
  return { ok, answer };
}
