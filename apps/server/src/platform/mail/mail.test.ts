import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type MailServer, startMailServer } from '../../testing/mail-server.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { parseConfig } from '../config/index.ts';
import type { DatabaseConnection } from '../database/index.ts';
import { createLogger } from '../logging/index.ts';
import { createMailer, createMailOutbox, insertMail, type MailOutbox, type NewMail } from './index.ts';

let connection: DatabaseConnection;
let server: MailServer;
let outbox: MailOutbox | undefined;
const told: { state: string; reason: string | null }[] = [];

beforeAll(async () => {
  connection = await openTestDatabase();
  server = await startMailServer();
});
afterEach(async () => {
  await outbox?.stop();
  outbox = undefined;
  told.length = 0;
  server.mails.length = 0;
  server.attempts.length = 0;
});
afterAll(async () => {
  await server.stop();
  await connection.close();
});

const mailerOf = (more: Record<string, string> = {}) =>
  createMailer(
    parseConfig({ SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: '春松客服 <service@desk.example>', ...more }),
  );

const mailOf = (more: Partial<NewMail> = {}): NewMail => {
  const id = crypto.randomUUID();
  return {
    id,
    messageId: `<${id}@desk.example>`,
    to: { address: 'wang@example.com', name: '王小明' },
    subject: '回复：订单问题 🌲',
    body: '您好，\n\n订单已经发出。\n',
    references: [],
    about: 'test',
    subjectId: crypto.randomUUID(),
    payload: {},
    ...more,
  };
};

function begin(mailer = mailerOf(), backoffMs = [20, 20, 20]): void {
  outbox = createMailOutbox({
    db: connection.db,
    mailer,
    log: createLogger('error', { write: () => {} }),
    backoffMs,
    settle: (_mail, to, record) =>
      connection.db.transaction().execute(async (tx) => {
        if (await record(tx, new Date())) told.push(to);
      }),
  });
  outbox.start();
}

async function post(mail = mailOf()): Promise<NewMail> {
  await connection.db.transaction().execute((tx) => insertMail(tx, mail, new Date()));
  outbox?.wake();
  return mail;
}

const stateOf = async (id: string) =>
  connection.db.selectFrom('outgoing_mails').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('a letter', () => {
  test('arrives with its words, in Chinese, from whom and to whom it should', async () => {
    begin();
    const { id, messageId } = await post();
    await expect.poll(() => server.mails.length).toBe(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'service@desk.example', to: ['wang@example.com'] });
    expect(mail?.headers).toMatchObject({
      subject: '回复：订单问题 🌲',
      from: '春松客服 <service@desk.example>',
      to: '王小明 <wang@example.com>',
      'message-id': messageId,
      'auto-submitted': 'auto-generated',
    });
    expect(mail?.headers).not.toHaveProperty('in-reply-to');
    expect(mail?.text).toBe('您好，\n\n订单已经发出。\n');
    await expect.poll(() => stateOf(id)).toMatchObject({ state: 'sent', attempts: 1, body: '' });
    expect(told).toEqual([{ state: 'sent', reason: null }]);
  });

  test('names the letters before it, so that mail programs show one talk', async () => {
    begin();
    await post(mailOf({ references: ['<one@desk.example>', '<two@desk.example>'] }));
    await expect.poll(() => server.mails.length).toBe(1);
    expect(server.mails[0]?.headers).toMatchObject({
      'in-reply-to': '<two@desk.example>',
      references: '<one@desk.example> <two@desk.example>',
    });
  });

  test('is tried again while the server says "not now", under the same id', async () => {
    begin();
    server.refuse({ code: 451, text: 'greylisted' }, { code: 452, text: 'mailbox full' });
    const { id, messageId } = await post();
    for (let look = 0; look < 100 && server.mails.length === 0; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      outbox?.wake();
    }
    expect(server.mails.map(({ headers }) => headers['message-id'])).toEqual([messageId]);
    await expect.poll(() => stateOf(id)).toMatchObject({ state: 'sent', attempts: 3 });
    expect(told.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'sent']);
    expect(told[0]?.reason).toContain('greylisted');
  });

  test('is not tried again when the server refuses it for good, and the reason is kept', async () => {
    begin();
    server.refuse({ code: 550, text: 'no such mailbox' });
    const { id } = await post();
    await expect.poll(() => stateOf(id)).toMatchObject({ state: 'failed', attempts: 1 });
    expect((await stateOf(id)).last_error).toContain('no such mailbox');
    outbox?.wake();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.attempts).toHaveLength(1);
  });

  test.each([
    ['the subject', { subject: '好\r\nBcc: thief@example.com' }],
    ['the name', { to: { address: 'wang@example.com', name: '王\r\nBcc: thief@example.com' } }],
    ['a reference', { references: ['<a@b>\r\nBcc: thief@example.com'] }],
  ] as [string, Partial<NewMail>][])('cannot be given more headers by %s', async (_, more) => {
    begin();
    await post(mailOf(more));
    await expect.poll(() => server.mails.length).toBe(1);
    expect(server.mails[0]?.to).toEqual(['wang@example.com']);
    expect(server.mails[0]?.headers).not.toHaveProperty('bcc');
    expect(server.attempts).toEqual(['wang@example.com']);
  });

  test('goes to one address only, whatever the address says', async () => {
    begin();
    const { id } = await post(mailOf({ to: { address: 'wang@example.com, thief@example.com', name: null } }));
    await expect.poll(async () => (await stateOf(id)).state).not.toBe('waiting');
    expect(server.attempts).not.toContain('thief@example.com');
  });

  test('waits where no server is configured, and goes out once there is one', async () => {
    const none = createMailer(parseConfig({}));
    expect(none).toMatchObject({ isConfigured: false, server: null });
    begin(none);
    const { id } = await post();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stateOf(id)).toMatchObject({ state: 'waiting', attempts: 0 });
    await outbox?.stop();
    begin();
    await expect.poll(() => stateOf(id)).toMatchObject({ state: 'sent' });
  });

  test('waits when the server cannot be reached or does not know the password: the operator can mend that', async () => {
    const nobody = createMailer(parseConfig({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'a@desk.example' }));
    expect(await nobody.send(mailOf())).toMatchObject({ kind: 'not_now' });
    const wrong = mailerOf({ SMTP_URL: `smtp://desk:wrong@127.0.0.1:${server.port}` });
    expect(await wrong.send(mailOf())).toMatchObject({ kind: 'not_now', reason: expect.stringContaining('535') });
    const right = mailerOf({ SMTP_URL: `smtp://desk:right@127.0.0.1:${server.port}` });
    expect(await right.send(mailOf())).toMatchObject({ kind: 'sent' });
  });

  test('is carried by one of two nodes, not by both', async () => {
    begin();
    const first = outbox;
    begin();
    const second = outbox;
    await Promise.all(Array.from({ length: 10 }, () => post()));
    first?.wake();
    await expect.poll(() => server.mails.length).toBe(10);
    await first?.stop();
    await second?.stop();
    expect(new Set(server.mails.map(({ headers }) => headers['message-id'])).size).toBe(10);
    expect(server.mails).toHaveLength(10);
  });
});
