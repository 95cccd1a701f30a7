import { newId } from '@cskefu/client';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { type LetterDesk, leave, leftBy, startLetterDesk } from '../../testing/letter-desk.ts';
import { beginTalk, closeTalk, countTo, seqsAt, textsAt } from '../../testing/talk.ts';
import type { TestVisitor } from '../../testing/test-desk.ts';

let letters: LetterDesk;
let desk: LetterDesk['desk'];
let agent: LetterDesk['agent'];
let chief: LetterDesk['chief'];
let offer: LetterDesk['offer'];
let take: LetterDesk['take'];

beforeAll(async () => {
  letters = await startLetterDesk(1);
  ({ desk, agent, chief, offer, take } = letters);
});
beforeEach(() => offer({}));
afterAll(() => letters.stop());

const required = { use: 'required', label: null } as const;
const off = { use: 'off', label: null } as const;
const get = (id: string) => chief.http.request('GET /api/conversations/:id', { params: { id } });
const eventsOf = async (id: string) =>
  (await agent.http.request('GET /api/conversations/:id/events', { params: { id } })).events;
const formOf = (id: string) => agent.http.request('GET /api/left-messages/:id', { params: { id } });

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
