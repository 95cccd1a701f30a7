import { newId } from '@cskefu/client';
import type { LeftMessageForm, WebChannelSettings } from '@cskefu/contract';
import { defaultWebChannelSettings } from '@cskefu/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { type MailServer, startMailServer } from '../../testing/mail-server.ts';
import { agentSays, beginTalk, closeTalk, countTo, seqsAt, textsAt } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;
let mail: MailServer;

const GRACE_SECONDS = 1;

beforeAll(async () => {
  mail = await startMailServer();
  desk = await startDesk({
    variables: {
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
      MAIL_FROM: '春松客服 <service@desk.example>',
      PUBLIC_URL: 'https://desk.example',
      LEFT_MESSAGES_PER_HOUR: '1000',
      LEFT_MESSAGE_GRACE_SECONDS: String(GRACE_SECONDS),
    },
  });
  await desk.db.updateTable('org_units').set({ max_conversations: 100 }).where('id', '=', desk.skillGroup.id).execute();
  agent = await desk.buildAgent();
  chief = await desk.buildAccount({ superAdministrator: true });
});
beforeEach(async () => {
  mail.mails.length = 0;
  await offer({});
});
afterAll(async () => {
  await desk.stop();
  await mail.stop();
});

const form = defaultWebChannelSettings.leftMessage;

/** What the channel offers from now on. */
async function offer({
  fields,
  ...rest
}: Partial<Omit<LeftMessageForm, 'fields'>> & { fields?: Partial<LeftMessageForm['fields']> }) {
  const leftMessage: LeftMessageForm = { ...form, ...rest, fields: { ...form.fields, ...fields } };
  const settings: Partial<WebChannelSettings> = { leftMessage };
  await desk.db
    .updateTable('channels')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', desk.channelId)
    .execute();
}

const required = { use: 'required', label: null } as const;
const off = { use: 'off', label: null } as const;

const leave = async (visitor: TestVisitor, body: object = {}) =>
  visitor.http.request('POST /api/visitor/left-messages', {
    body: { id: newId(), email: 'wang@example.com', text: '订单什么时候发货？', ...body },
  });

async function leftBy(visitor: TestVisitor, body: object = {}): Promise<string> {
  const { conversation } = await leave(visitor, body);
  if (!conversation) throw new Error('nothing was left');
  return conversation.id;
}

const take = (id: string) => agent.http.request('POST /api/conversations/:id/take', { params: { id } });
const get = (id: string) => chief.http.request('GET /api/conversations/:id', { params: { id } });
const eventsOf = async (id: string) =>
  (await agent.http.request('GET /api/conversations/:id/events', { params: { id } })).events;
const formOf = (id: string) => agent.http.request('GET /api/left-messages/:id', { params: { id } });
const mailsTo = (address: string) => mail.mails.filter(({ to }) => to.includes(address));

describe('who comes', () => {
  const receptionOf = async (visitor: TestVisitor) =>
    (await visitor.http.request('GET /api/visitor/reception')).reception;

  test('is told whether anybody is there: whoever is busy comes back, whoever is away does not count', async () => {
    const group = await desk.buildSkillGroup('接待');
    await desk.buildChannel('reception', group.id);
    const visitor = await desk.buildVisitor({ channelId: 'reception' });
    expect(await receptionOf(visitor)).toBe('nobody_there');
    const other = await desk.buildAgent({ orgUnitId: group.id, wanted: 'away' });
    const socket = await other.connect();
    await socket.frame('presence').catch(() => {});
    expect(await receptionOf(visitor)).toBe('nobody_there');
    await other.http.request('PUT /api/agents/me/presence', { body: { state: 'busy' } });
    await expect.poll(() => receptionOf(visitor)).toBe('open');
    await socket.close();
  });
});

describe('a left message', () => {
  test('is one conversation with its words and its form, and waits like any other', async () => {
    const visitor = await desk.buildVisitor();
    await offer({ fields: { subject: required, phone: required } });
    const id = await leftBy(visitor, { name: '王小明', subject: '发货', phone: '+86 138-0000-0000' });
    expect(await get(id)).toMatchObject({
      state: 'waiting',
      origin: 'left_message',
      unread: 1,
      visitor: { name: '王小明', identified: false },
      lastMessage: { text: '订单什么时候发货？', authorKind: 'visitor' },
    });
    expect(await formOf(id)).toMatchObject({
      name: '王小明',
      email: 'wang@example.com',
      phone: '+86 138-0000-0000',
      subject: '发货',
      text: '订单什么时候发货？',
    });
    const events = await eventsOf(id);
    expect(events.map(({ type, seq }) => `${seq} ${type}`)).toEqual([
      '1 conversation.created',
      '2 message.created',
      '3 conversation.waiting',
      '4 conversation.message_left',
    ]);
    expect(JSON.stringify(events)).not.toContain('wang@example.com');
    // The words are written through another door: those who read the log come across them in their place.
    const log = await desk.db
      .selectFrom('events')
      .select('seq')
      .where('conversation_id', '=', id)
      .orderBy('transaction_id')
      .orderBy('position')
      .execute();
    expect(log.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  test('reaches the screens of the visitor and of agents without a hole', async () => {
    const visitor = await desk.buildVisitor();
    const page = await visitor.connect();
    const screen = await agent.connect();
    const id = await leftBy(visitor);
    await expect.poll(() => seqsAt(page, id)).toEqual(countTo(4));
    expect(textsAt(page, id)).toEqual(['订单什么时候发货？']);
    await expect
      .poll(() => screen.frames.some((frame) => frame.type === 'inbox' && frame.rows.some((row) => row.id === id)))
      .toBe(true);
    await page.close();
    await screen.close();
  });

  test('is stored once, however often the form is sent', async () => {
    const visitor = await desk.buildVisitor();
    const request = { id: newId() };
    const [one, two] = await Promise.allSettled([leave(visitor, request), leave(visitor, request)]);
    const again = await leave(visitor, request);
    const ids = [one, two].flatMap((it) => (it.status === 'fulfilled' ? [it.value.conversation?.id] : []));
    expect(new Set([...ids, again.conversation?.id]).size).toBe(1);
    const events = await eventsOf(again.conversation?.id ?? '');
    expect(events.filter(({ type }) => type === 'message.created')).toHaveLength(1);
  });

  test('is what a waiting conversation becomes, with the words that were written before', async () => {
    const { visitor, conversationId } = await beginTalk(desk);
    await expectEventsMatchRefetch(agent, conversationId, () => leave(visitor));
    expect(await get(conversationId)).toMatchObject({ state: 'waiting', origin: 'left_message' });
    const texts = (await eventsOf(conversationId)).flatMap((event) =>
      event.type === 'message.created' ? [event.message.text] : [],
    );
    expect(texts).toEqual(['在吗？', '订单什么时候发货？']);
  });

  test('is not what a conversation becomes that an agent serves', async () => {
    const { visitor } = await beginTalk(desk, { agent });
    await expect(leave(visitor)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('must say what the channel asks for, and keeps nothing that it does not ask for', async () => {
    await offer({ fields: { phone: required, email: off } });
    const visitor = await desk.buildVisitor();
    await expect(leave(visitor)).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'phone', message: 'is required' }],
    });
    await expect(leave(visitor, { phone: 'call me' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(leave(visitor, { email: 'no address' })).rejects.toMatchObject({ code: 'invalid_input' });
    const id = await leftBy(visitor, { phone: '138 0000 0000' });
    expect(await formOf(id)).toMatchObject({ phone: '138 0000 0000', email: null });
  });

  test('of a machine is thanked for and forgotten', async () => {
    const visitor = await desk.buildVisitor();
    expect(await leave(visitor, { website: 'https://spam.example' })).toEqual({ conversation: null });
    expect((await visitor.http.request('GET /api/visitor/conversations')).items).toEqual([]);
  });

  test('can be left five times an hour by one visitor, and not where the channel takes none', async () => {
    const visitor = await desk.buildVisitor();
    for (let count = 0; count < 5; count += 1) {
      await leave(visitor);
      await visitor.http.request('POST /api/visitor/close');
    }
    await expect(leave(visitor)).rejects.toMatchObject({ code: 'rate_limited' });
    await offer({ offer: 'off' });
    await expect(leave(await desk.buildVisitor())).rejects.toMatchObject({ code: 'conflict' });
  });

  test('needs no form where the channel has none: what is written while nobody is there is one', async () => {
    await offer({ offer: 'plain' });
    const { conversationId } = await beginTalk(desk);
    expect(await get(conversationId)).toMatchObject({ origin: 'left_message' });
    expect(await formOf(conversationId)).toMatchObject({ email: null, text: '在吗？' });
  });

  test('is given to an agent after the visitors who wait before a screen', async () => {
    const group = await desk.buildSkillGroup('夜班');
    await desk.buildChannel('night', group.id);
    const night = await desk.buildVisitor({ channelId: 'night' });
    const left = await leftBy(night);
    const { conversationId: live } = await beginTalk(desk, { channelId: 'night' });
    await desk.db.updateTable('org_units').set({ max_conversations: 1 }).where('id', '=', group.id).execute();
    const server = await desk.buildAgent({ orgUnitId: group.id, wanted: 'ready' });
    const socket = await server.connect();
    await expect.poll(async () => (await get(live)).agent?.id).toBe(server.id);
    expect((await get(left)).state).toBe('waiting');
    await closeTalk(server, live);
    await expect.poll(async () => (await get(left)).agent?.id).toBe(server.id);
    await socket.close();
  });

  test('stands in its list and in the history, and is counted', async () => {
    const id = await leftBy(await desk.buildVisitor());
    const list = (state: 'open' | 'closed') =>
      agent.http.request('GET /api/left-messages', { query: { state, limit: 100 } });
    expect((await list('open')).items.map(({ conversation }) => conversation.id)).toContain(id);
    await take(id);
    await closeTalk(agent, id);
    expect((await list('open')).items.map(({ conversation }) => conversation.id)).not.toContain(id);
    expect((await list('closed')).items[0]).toMatchObject({
      conversation: { id, state: 'closed' },
      leftMessage: { email: 'wang@example.com' },
    });
    const past = await chief.http.request('GET /api/history', { query: { origin: 'left_message', limit: 100 } });
    expect(past.items.map((entry) => entry.id)).toContain(id);
    expect(past.items.every(({ origin }) => origin === 'left_message')).toBe(true);
  });

  test('pages through its list without losing or repeating one', async () => {
    for (let count = 0; count < 3; count += 1) await leave(await desk.buildVisitor());
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { items: { conversation: { id: string } }[]; nextCursor: string | null } = await agent.http.request(
        'GET /api/left-messages',
        { query: { limit: 2, state: 'all', ...(cursor ? { cursor } : {}) } },
      );
      seen.push(...page.items.map(({ conversation }) => conversation.id));
      cursor = page.nextCursor;
    } while (cursor);
    const { items } = await agent.http.request('GET /api/left-messages', { query: { limit: 100, state: 'all' } });
    expect(seen).toEqual(items.map(({ conversation }) => conversation.id));
  });
});

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
