import { newId } from '@cskefu/client';
import type { LeftMessageForm, WebChannelSettings } from '@cskefu/contract';
import { defaultWebChannelSettings } from '@cskefu/contract';
import { type MailServer, startMailServer } from './mail-server.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from './test-desk.ts';

const form = defaultWebChannelSettings.leftMessage;

/** A desk with a mail server, whose channel takes left messages. */
export interface LetterDesk {
  readonly desk: TestDesk;
  readonly agent: TestAgent;
  readonly chief: TestAgent;
  readonly mail: MailServer;
  /** What the channel offers from now on. */
  offer(
    form: Partial<Omit<LeftMessageForm, 'fields'>> & { readonly fields?: Partial<LeftMessageForm['fields']> },
  ): Promise<void>;
  take(id: string): Promise<unknown>;
  mailsTo(address: string): MailServer['mails'];
  stop(): Promise<void>;
}

export async function startLetterDesk(graceSeconds: number): Promise<LetterDesk> {
  const mail = await startMailServer();
  const desk = await startDesk({
    variables: {
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: '春松客服 <service@desk.example>',
      PUBLIC_URL: 'https://desk.example',
      LEFT_MESSAGES_PER_HOUR: '1000',
      LEFT_MESSAGE_GRACE_SECONDS: String(graceSeconds),
    },
  });
  await desk.db.updateTable('org_units').set({ max_conversations: 100 }).where('id', '=', desk.skillGroup.id).execute();
  const agent = await desk.buildAgent();
  return {
    desk,
    agent,
    chief: await desk.buildAccount({ superAdministrator: true }),
    mail,
    offer: async ({ fields, ...rest }) => {
      const leftMessage: LeftMessageForm = { ...form, ...rest, fields: { ...form.fields, ...fields } };
      const settings: Partial<WebChannelSettings> = { leftMessage };
      await desk.db
        .updateTable('channels')
        .set({ settings: JSON.stringify(settings) })
        .where('id', '=', desk.channelId)
        .execute();
    },
    take: (id) => agent.http.request('POST /api/conversations/:id/take', { params: { id } }),
    mailsTo: (address) => mail.mails.filter(({ to }) => to.includes(address)),
    stop: async () => {
      await desk.stop();
      await mail.stop();
    },
  };
}

export const leave = async (visitor: TestVisitor, body: object = {}) =>
  visitor.http.request('POST /api/visitor/left-messages', {
    body: { id: newId(), email: 'wang@example.com', text: '订单什么时候发货？', ...body },
  });

/** Answers with the conversation that it is. */
export async function leftBy(visitor: TestVisitor, body: object = {}): Promise<string> {
  const { conversation } = await leave(visitor, body);
  if (!conversation) throw new Error('nothing was left');
  return conversation.id;
}
