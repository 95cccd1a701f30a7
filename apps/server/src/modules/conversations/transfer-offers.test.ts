import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { agentSays, beginTalk, closeTalk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let giver: TestAgent;
let taker: TestAgent;
let id: string;
const MEMO = '想要退货，情绪激动';

beforeAll(async () => {
  desk = await startDesk({ presenceTimes: { graceMs: 3_000, renewMs: 300 } });
  await desk.db
    .insertInto('session_settings')
    .values({ org_unit_id: desk.skillGroup.id, settings: JSON.stringify({ transferNeedsAcceptance: true }) })
    .execute();
  giver = await thereIs('张三');
  taker = await thereIs('李四');
});
beforeEach(async () => {
  ({ conversationId: id } = await beginTalk(desk, { agent: giver }));
  return async () => {
    await closeTalk(giver, id)
      .catch(() => closeTalk(taker, id))
      .catch(() => {});
    expect(await openOffers()).toEqual([]);
  };
});
afterAll(() => desk.stop());

/** Whoever is not connected is offline. */
async function thereIs(name: string): Promise<TestAgent> {
  const agent = await desk.buildAgent({ name });
  await agent.connect();
  await vi.waitFor(async () => {
    const row = await desk.db
      .selectFrom('agents')
      .select('state')
      .where('account_id', '=', agent.id)
      .executeTakeFirst();
    expect(row).toEqual({ state: 'away' });
  }, 15_000);
  return agent;
}

const transfer = (to: { agentId: string } | { skillGroupId: number } = { agentId: taker.id }) =>
  giver.http.request('POST /api/conversations/:id/transfer', { params: { id }, body: { to, memo: MEMO } });
const offer = async () => {
  const { transferOffer } = await transfer();
  if (!transferOffer) throw new Error('nothing is offered');
  return transferOffer.id;
};
const accept = (offerId: string, agent = taker) =>
  agent.http.request('POST /api/conversations/:id/transfer-offer/accept', { params: { id }, body: { offerId } });
const decline = (offerId: string, reason?: string, agent = taker) =>
  agent.http.request('POST /api/conversations/:id/transfer-offer/decline', {
    params: { id },
    body: { offerId, ...(reason === undefined ? {} : { reason }) },
  });
const withdraw = (agent = giver) =>
  agent.http.request('DELETE /api/conversations/:id/transfer-offer', { params: { id } });
const offersTo = async (agent: TestAgent) => (await agent.http.request('GET /api/me/transfer-offers')).items;
const openOffers = () => desk.db.selectFrom('transfer_offers').selectAll().where('conversation_id', '=', id).execute();
const head = () => giver.http.request('GET /api/conversations/:id', { params: { id } });
const setLimit = (most: number) =>
  desk.db.updateTable('org_units').set({ max_conversations: most }).where('id', '=', desk.skillGroup.id).execute();
const outcomes = async () => {
  const page = await giver.http.request('GET /api/conversations/:id/events', { params: { id } });
  return page.events.flatMap((event) =>
    event.type === 'conversation.transfer_declined'
      ? [event.reason]
      : event.type === 'conversation.transferred'
        ? ['transferred']
        : [],
  );
};
const runOut = async () => {
  const past = new Date(Date.now() - 1_000);
  await desk.db.updateTable('transfer_offers').set({ expires_at: past }).where('conversation_id', '=', id).execute();
  await desk.db.updateTable('due_tasks').set({ due_at: past }).where('subject_id', '=', id).execute();
};
const until = (expected: string[]) => expect.poll(outcomes).toEqual(expected);

describe('an offer', () => {
  test('leaves the conversation with its agent, and is before the other at once, with what they should know', async () => {
    const [one, two] = await Promise.all([taker.connect(), taker.connect()]);
    const after = await transfer();
    expect(after).toMatchObject({ state: 'active', agent: { id: giver.id }, transferOffer: { to: { id: taker.id } } });
    await Promise.all([one.frame('transfer_offers'), two.frame('transfer_offers')]);
    expect(await offersTo(taker)).toMatchObject([
      {
        id: after.transferOffer?.id,
        from: { id: giver.id, name: '张三' },
        memo: MEMO,
        conversation: { id, lastMessage: { text: '在吗？' } },
      },
    ]);
    expect(await offersTo(giver)).toEqual([]);
    await agentSays(giver, id, '我先帮您看着');
    await Promise.all([one.close(), two.close()]);
  });

  test('is one at a time', async () => {
    const [first, second] = await Promise.allSettled([transfer(), transfer()]);
    expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
    await expect(transfer()).rejects.toMatchObject({ code: 'conflict' });
    expect(await openOffers()).toHaveLength(1);
  });

  test('is not needed for a skill group, which ends it', async () => {
    const other = await desk.buildSkillGroup(`售后 ${id}`);
    await offer();
    const after = await transfer({ skillGroupId: other.id });
    expect(after).toMatchObject({ state: 'waiting', agent: null });
    expect(after.transferOffer).toBeUndefined();
    expect(await openOffers()).toEqual([]);
  });

  test('stays in the house: the visitor hears that something happened, nothing else', async () => {
    const talk = await beginTalk(desk, { agent: giver });
    const mine = id;
    id = talk.conversationId;
    const live = await talk.visitor.connect([{ conversationId: id, after: 0 }]);
    await live.frame('subscribed');
    await decline(await offer(), '正忙');
    await visitorSays(talk.visitor, '好的');
    await live.frame('event', ({ event }) => event.type === 'message.created' && event.message.text === '好的');
    const session = await talk.visitor.http.request('POST /api/visitor/session', {
      body: { channelId: desk.channelId, token: talk.visitor.token },
    });
    const page = await talk.visitor.http.request('GET /api/conversations/:id/events', { params: { id } });
    expect(page.events.filter(({ type }) => type === 'internal')).toHaveLength(2);
    const told = JSON.stringify([live.frames, session, page]);
    for (const word of [MEMO, '正忙', 'transfer_offered', 'transfer_declined', 'transferOffer', '李四'])
      expect(told).not.toContain(word);
    await closeTalk(giver, id);
    id = mine;
  });

  test('conversation.transfer_offered', () => expectEventsMatchRefetch(giver, id, () => transfer()));
  test('conversation.transfer_declined', async () => {
    const offerId = await offer();
    await expectEventsMatchRefetch(giver, id, () => decline(offerId, '正忙'));
  });
  test('conversation.transferred, once it is accepted', async () => {
    const offerId = await offer();
    await expectEventsMatchRefetch(giver, id, () => accept(offerId));
  });
});

describe('the answer', () => {
  test('yes: it is theirs with its memo; saying so again changes nothing', async () => {
    const offerId = await offer();
    expect(await accept(offerId)).toMatchObject({ state: 'active', agent: { id: taker.id } });
    expect(await accept(offerId)).toMatchObject({ agent: { id: taker.id } });
    const { events } = await taker.http.request('GET /api/conversations/:id/events', { params: { id } });
    expect(events.slice(-3)).toMatchObject([
      { type: 'conversation.transfer_offered', from: { id: giver.id }, to: { id: taker.id }, memo: MEMO },
      { type: 'conversation.transferred', from: { id: giver.id }, to: { kind: 'agent', id: taker.id }, memo: MEMO },
      { type: 'conversation.assigned', agent: { id: taker.id }, by: 'transferred' },
    ]);
    expect(await offersTo(taker)).toEqual([]);
    await agentSays(taker, id, '您好，我是李四');
    await expect(agentSays(giver, id, '我还在吗')).rejects.toMatchObject({ code: 'conflict' });
  });

  test('no: it stays, with the reason; then it may be offered again, and the old offer is worth nothing', async () => {
    const first = await offer();
    const screen = await taker.connect();
    await decline(first, '正忙');
    await screen.frame('transfer_offers');
    await screen.close();
    await expect(decline(first)).rejects.toMatchObject({ code: 'conflict' });
    expect((await head()).transferOffer).toBeUndefined();
    const { events } = await giver.http.request('GET /api/conversations/:id/events', { params: { id } });
    expect(events.at(-1)).toMatchObject({ type: 'conversation.transfer_declined', reason: 'declined', words: '正忙' });
    const second = await offer();
    await expect(accept(first)).rejects.toMatchObject({ code: 'conflict' });
    await accept(second);
  });

  test('is given by whom it was offered to, nobody else', async () => {
    const offerId = await offer();
    await expect(accept(offerId, giver).then(({ agent }) => agent?.id)).resolves.toBe(giver.id);
    await expect(decline(offerId, undefined, giver)).rejects.toMatchObject({ code: 'conflict' });
    await expect(withdraw(taker)).rejects.toMatchObject({ code: 'conflict' });
    const stranger = await desk.buildAgent({ orgUnitId: (await desk.buildSkillGroup(`别处 ${id}`)).id });
    await expect(accept(offerId, stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(decline(offerId, undefined, stranger)).rejects.toMatchObject({ code: 'not_found' });
    expect(await openOffers()).toHaveLength(1);
  });

  test('yes holds to the limit, and the offer stays', async () => {
    const offerId = await offer();
    await setLimit(1);
    const busy = await beginTalk(desk, { agent: taker });
    await expect(accept(offerId)).rejects.toMatchObject({ code: 'capacity_reached' });
    expect(await offersTo(taker)).toHaveLength(1);
    await closeTalk(taker, busy.conversationId);
    await accept(offerId);
    await setLimit(10);
  });
});

describe('it is over', () => {
  test('when it is withdrawn; again changes nothing', async () => {
    const offerId = await offer();
    expect((await withdraw()).transferOffer).toBeUndefined();
    await withdraw();
    await expect(accept(offerId)).rejects.toMatchObject({ code: 'conflict' });
    expect(await outcomes()).toEqual(['withdrawn']);
  });

  test('after its time, also for whoever is a moment too late', async () => {
    const offerId = await offer();
    await runOut();
    await expect(accept(offerId)).rejects.toMatchObject({ code: 'conflict' });
    await until(['expired']);
    expect(await openOffers()).toEqual([]);
  });

  test('when the conversation ends', async () => {
    await offer();
    await closeTalk(giver, id);
    expect(await outcomes()).toEqual(['gone']);
  });

  test('when a supervisor takes it over', async () => {
    await offer();
    await desk.db.transaction().execute(async (tx) => {
      const chief = await tx
        .insertInto('roles')
        .values({ name: `主管 ${id}`, permissions: ['supervision:write'] } as never)
        .returning('id')
        .executeTakeFirstOrThrow();
      await tx.insertInto('account_roles').values({ account_id: taker.id, role_id: chief.id }).execute();
    });
    await taker.http.request('POST /api/conversations/:id/take-over', {
      params: { id },
      body: { fromAgentId: giver.id, reason: '我来' },
    });
    expect(await outcomes()).toEqual(['gone', 'transferred']);
  });

  test.each(['who offers it', 'to whom it is offered'])(
    'when %s goes offline',
    async (who) => {
      const [from, to] = await Promise.all([desk.buildAgent(), desk.buildAgent()]);
      const sockets = await Promise.all([from.connect(), to.connect()]);
      const mine = id;
      id = (await beginTalk(desk, { agent: from })).conversationId;
      await vi.waitFor(
        () =>
          from.http.request('POST /api/conversations/:id/transfer', {
            params: { id },
            body: { to: { agentId: to.id } },
          }),
        15_000,
      );
      const gone = who === 'who offers it' ? from : to;
      await sockets[gone === from ? 0 : 1].close();
      await expect.poll(openOffers, { timeout: 20_000 }).toEqual([]);
      await until(['gone']);
      id = mine;
    },
    30_000,
  );
});

describe('of those who act at the same moment', () => {
  const rounds = Array.from({ length: 6 }, (_, round) => round);

  /** However it went: one end of the offer, and whoever has the conversation is who should. */
  async function expectOneOutcome() {
    const found = await vi.waitFor(async () => {
      const all = await outcomes();
      expect(all).toHaveLength(1);
      return all;
    }, 15_000);
    expect(await openOffers()).toEqual([]);
    const { agent } = await head();
    expect(agent?.id).toBe(found[0] === 'transferred' ? taker.id : giver.id);
  }

  test.each(rounds)('accept, decline and withdraw: one counts (%i)', async () => {
    const offerId = await offer();
    await Promise.allSettled([accept(offerId), decline(offerId), withdraw(), accept(offerId)]);
    await expectOneOutcome();
  });

  test.each(rounds)('accept and the end of its time: one counts (%i)', async () => {
    const offerId = await offer();
    const acts = [
      desk.db.updateTable('due_tasks').set({ due_at: new Date() }).where('subject_id', '=', id).execute(),
      desk.db
        .updateTable('transfer_offers')
        .set({ expires_at: new Date(Date.now() + 20) })
        .where('conversation_id', '=', id)
        .execute(),
      accept(offerId),
    ];
    await Promise.allSettled(acts);
    await expectOneOutcome();
  });

  test.each(rounds)('accept and close: one counts (%i)', async () => {
    const offerId = await offer();
    await Promise.allSettled([accept(offerId), closeTalk(giver, id)]);
    await expectOneOutcome();
  });
});
