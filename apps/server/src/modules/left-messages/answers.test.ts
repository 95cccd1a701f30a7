import { newId } from '@cskefu/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { type LetterDesk, leftBy, startLetterDesk } from '../../testing/letter-desk.ts';
import { agentSays, seqsAt, textsAt } from '../../testing/talk.ts';
import { startDesk, type TestVisitor } from '../../testing/test-desk.ts';

let letters: LetterDesk;
let desk: LetterDesk['desk'];
let agent: LetterDesk['agent'];
let chief: LetterDesk['chief'];
let mail: LetterDesk['mail'];
let take: LetterDesk['take'];
let mailsTo: LetterDesk['mailsTo'];
let offer: LetterDesk['offer'];

const GRACE_SECONDS = 1;

beforeAll(async () => {
  letters = await startLetterDesk(GRACE_SECONDS);
  ({ desk, agent, chief, mail, take, mailsTo, offer } = letters);
});
beforeEach(async () => {
  mail.mails.length = 0;
  await offer({});
});
afterAll(() => letters.stop());

const eventsOf = async (id: string) =>
  (await agent.http.request('GET /api/conversations/:id/events', { params: { id } })).events;
const formOf = (id: string) => agent.http.request('GET /api/left-messages/:id', { params: { id } });

describe('an answer', () => {
  async function answered(...texts: string[]): Promise<{ visitor: TestVisitor; id: string; address: string }> {
    const visitor = await desk.buildVisitor();
    const address = `${newId()}@example.com`;
    const id = await leftBy(visitor, { email: address });
    await take(id);
    for (const text of texts) await agentSays(agent, id, text);
    return { visitor, id, address };
  }

  test('goes out by e-mail, several as one letter, and the thread says so', async () => {
    const { id, address } = await answered('已经发货。', '单号 12345。');
    await expect.poll(() => mailsTo(address).length).toBe(1);
    const [letter] = mailsTo(address);
    expect(letter?.headers['subject']).toContain('回复：');
    expect(letter?.text).toContain('已经发货。');
    expect(letter?.text).toContain('单号 12345。');
    expect(letter?.text).toContain('> 订单什么时候发货？');
    expect(letter?.text).toMatch(/https:\/\/desk\.example\/chat\/site\?lang=zh-CN#resume=\S+/);
    await expect
      .poll(async () => (await eventsOf(id)).at(-1))
      .toMatchObject({ type: 'conversation.answer_mailed', state: 'sent', messageSeqs: [6, 7], reason: null });
    expect(mailsTo(address)).toHaveLength(1);
  });

  test('belongs to the letters before it, and brings only what is new', async () => {
    const { id, address } = await answered('已经发货。');
    await expect.poll(() => mailsTo(address).length).toBe(1);
    await agentSays(agent, id, '今天会到。');
    await expect.poll(() => mailsTo(address).length).toBe(2);
    const [first, second] = mailsTo(address);
    expect(second?.headers['in-reply-to']).toBe(first?.headers['message-id']);
    expect(second?.text).not.toContain('已经发货。');
  });

  test('stays in the chat when the visitor has come back and read it', async () => {
    const { visitor, id, address } = await answered('已经发货。');
    const page = await visitor.connect([{ conversationId: id, after: 0 }]);
    await expect.poll(() => textsAt(page, id)).toContain('已经发货。');
    page.send({ type: 'read', conversationId: id, seq: Math.max(...seqsAt(page, id)) });
    await new Promise((resolve) => setTimeout(resolve, GRACE_SECONDS * 1_000 + 4_000));
    expect(mailsTo(address)).toEqual([]);
    await page.close();
  });

  test('that is refused says why, and goes to the corrected address', async () => {
    mail.refuse({ code: 550, text: 'no such mailbox' });
    const { id, address } = await answered('已经发货。');
    await expect
      .poll(async () => (await eventsOf(id)).at(-1))
      .toMatchObject({
        type: 'conversation.answer_mailed',
        state: 'failed',
        reason: expect.stringContaining('no such mailbox'),
      });
    const right = `right-${address}`;
    await agent.http.request('PATCH /api/left-messages/:id', { params: { id }, body: { email: right } });
    await expect.poll(() => mailsTo(right).length).toBe(1);
    expect(mailsTo(right)[0]?.text).toContain('已经发货。');
    expect(await formOf(id)).toMatchObject({ email: right });
  });

  test('in a note stays in the house', async () => {
    const { id, address } = await answered();
    await agent.http.request('POST /api/conversations/:id/messages', {
      params: { id },
      body: { id: newId(), message: { kind: 'note', text: '这个客户很急' } },
    });
    await new Promise((resolve) => setTimeout(resolve, GRACE_SECONDS * 1_000 + 4_000));
    expect(mailsTo(address)).toEqual([]);
  });

  test("as a letter is none of the visitor's business", async () => {
    const { visitor, id, address } = await answered('已经发货。');
    await expect.poll(() => mailsTo(address).length).toBe(1);
    await expect.poll(async () => (await eventsOf(id)).at(-1)?.type).toBe('conversation.answer_mailed');
    const { events } = await visitor.http.request('GET /api/conversations/:id/events', { params: { id } });
    expect(events.at(-1)?.type).toBe('internal');
  });

  test('as a letter is applied by screens as a refetch shows it', async () => {
    const { id, address } = await answered();
    await expectEventsMatchRefetch(agent, id, async () => {
      await agentSays(agent, id, '已经发货。');
      await expect.poll(() => mailsTo(address).length).toBe(1);
      await expect.poll(async () => (await eventsOf(id)).at(-1)?.type).toBe('conversation.answer_mailed');
    });
  });
});

describe('the link of a letter', () => {
  async function linkOf(body: object = {}) {
    const visitor = await desk.buildVisitor();
    const address = `${newId()}@example.com`;
    const id = await leftBy(visitor, { email: address, ...body });
    await take(id);
    await agentSays(agent, id, '已经发货。');
    await expect.poll(() => mailsTo(address).length).toBe(1);
    const link = /#resume=(\S+)/.exec(mailsTo(address)[0]?.text ?? '')?.[1] ?? '';
    return { visitor, id, link };
  }
  const resume = async (link: string) =>
    (
      await fetch(`${desk.url}/api/visitor/resume`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ link }),
      })
    ).json() as Promise<{ code?: string; visitor?: { id: string }; conversation?: { id: string } }>;

  test('brings the visitor back into the conversation, more than once', async () => {
    const { visitor, id, link } = await linkOf();
    for (let count = 0; count < 2; count += 1)
      expect(await resume(link)).toMatchObject({ visitor: { id: visitor.id }, conversation: { id } });
  });

  test('is refused when it was changed, is no link at all, or is the token of a visitor', async () => {
    const { visitor, link } = await linkOf();
    for (const wrong of [`${link}x`, link.slice(2), 'a.b', '', visitor.token])
      expect(await resume(wrong)).toMatchObject({ code: 'bad_signature' });
    await expect(
      (await fetch(`${desk.url}/api/visitor/conversations`, { headers: { authorization: `Bearer ${link}` } })).status,
    ).toBe(401);
  });

  test('is good no more once answers go to another address', async () => {
    const { id, link } = await linkOf();
    await agent.http.request('PATCH /api/left-messages/:id', { params: { id }, body: { email: 'other@example.com' } });
    expect(await resume(link)).toMatchObject({ code: 'bad_signature' });
  });

  test('does not stand for somebody whom the site has identified', async () => {
    const { visitor, link } = await linkOf();
    await desk.db
      .updateTable('visitors')
      .set({ user_id: `user-${visitor.id}` })
      .where('id', '=', visitor.id)
      .execute();
    expect(await resume(link)).toMatchObject({ code: 'bad_signature' });
  });
});

describe('the operator', () => {
  test('sends a test mail and sees what the server says', async () => {
    await expect(
      agent.http.request('POST /api/system/test-mail', { body: { to: 'me@example.com' } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await chief.http.request('GET /api/system/mail')).toMatchObject({
      from: '春松客服 <service@desk.example>',
      links: true,
    });
    expect(await chief.http.request('POST /api/system/test-mail', { body: { to: 'me@example.com' } })).toMatchObject({
      ok: true,
    });
    expect(mailsTo('me@example.com')).toHaveLength(1);
    mail.refuse({ code: 554, text: 'not from you' });
    expect(await chief.http.request('POST /api/system/test-mail', { body: { to: 'me@example.com' } })).toMatchObject({
      ok: false,
      answer: expect.stringContaining('not from you'),
    });
  });
});

test('without a mail server the letter waits, and the thread says so', async () => {
  const poor = await startDesk({ variables: { LEFT_MESSAGE_GRACE_SECONDS: '0' } });
  const visitor = await poor.buildVisitor();
  const server = await poor.buildAgent();
  const id = await leftBy(visitor);
  await server.http.request('POST /api/conversations/:id/take', { params: { id } });
  await agentSays(server, id, '已经发货。');
  await expect
    .poll(async () =>
      (await server.http.request('GET /api/conversations/:id/events', { params: { id } })).events.at(-1),
    )
    .toMatchObject({ type: 'conversation.answer_mailed', state: 'waiting', reason: 'no mail server is configured' });
  await poor.stop();
});
