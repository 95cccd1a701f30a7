import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { beginTalk, closeTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
});
afterAll(() => desk.stop());

const ask = (who: TestAgent, id: string) =>
  who.http.request('POST /api/conversations/:id/satisfaction-request', { params: { id } });
const rate = (who: TestVisitor, id: string, level: number, more = {}) =>
  who.http.request('POST /api/visitor/conversations/:id/rating', { params: { id }, body: { level, ...more } });

async function closedTalk() {
  const talk = await beginTalk(desk, { agent });
  await closeTalk(agent, talk.conversationId);
  return talk;
}

describe('every event, applied, gives what a refetch gives', () => {
  test('conversation.satisfaction_requested', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await expectEventsMatchRefetch(agent, conversationId, () => ask(agent, conversationId));
  });

  test('conversation.rated, also when it is over', async () => {
    const { visitor, conversationId } = await closedTalk();
    await expectEventsMatchRefetch(agent, conversationId, () =>
      rate(visitor, conversationId, 4, { reasons: ['fast'], comment: '挺好' }),
    );
  });
});

test('a visitor says what they think, once it is over or they were asked', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  await expect(rate(visitor, conversationId, 5)).rejects.toMatchObject({ code: 'conflict' });
  const asked = await ask(agent, conversationId);
  expect(asked.satisfactionRequestedAt).not.toBeNull();
  expect(await ask(agent, conversationId)).toEqual(asked);
  const rated = await rate(visitor, conversationId, 2, { reasons: ['slow', 'slow'], comment: '  等了很久 ' });
  expect(rated.satisfaction).toMatchObject({ level: 2, reasons: ['slow'], comment: '等了很久' });
  expect(await rate(visitor, conversationId, 2, { reasons: ['slow'], comment: '等了很久' })).toEqual(rated);
});

test('they may change it for a day after they first said it', async () => {
  const { visitor, conversationId } = await closedTalk();
  await rate(visitor, conversationId, 1);
  expect((await rate(visitor, conversationId, 5)).satisfaction?.level).toBe(5);
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1_000);
  await desk.db
    .updateTable('conversations')
    .set({ first_rated_at: yesterday })
    .where('id', '=', conversationId)
    .execute();
  await expect(rate(visitor, conversationId, 1)).rejects.toMatchObject({ code: 'conflict' });
});

test('nobody else can, and nobody asks for a conversation that is not theirs', async () => {
  const { conversationId } = await closedTalk();
  const stranger = await desk.buildVisitor();
  await expect(rate(stranger, conversationId, 5)).rejects.toMatchObject({ code: 'not_found' });
  await expect(ask(await desk.buildAgent(), conversationId)).rejects.toMatchObject({ code: 'conflict' });
  const { visitor, conversationId: waiting } = await beginTalk(desk);
  await expect(ask(agent, waiting)).rejects.toMatchObject({ code: 'conflict' });
  await visitor.http.request('POST /api/visitor/close');
  await expect(rate(visitor, waiting, 1)).rejects.toMatchObject({ code: 'conflict' });
});

test.each([
  { level: 0 },
  { level: 6 },
  { level: 4.5 },
  { level: 3, comment: '字'.repeat(201) },
  { level: 3, reasons: ['x'] },
])('%j is no rating', async (body) => {
  const { visitor, conversationId } = await closedTalk();
  const { level, ...more } = body;
  await expect(rate(visitor, conversationId, level, more)).rejects.toMatchObject({ code: 'invalid_input' });
});
