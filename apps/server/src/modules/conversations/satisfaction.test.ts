import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
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

test('a visitor says what they think when the agent asks', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  const asked = await ask(agent, conversationId);
  expect(asked.satisfactionRequestedAt).not.toBeNull();
  expect(await ask(agent, conversationId)).toEqual(asked);
  const rated = await rate(visitor, conversationId, 2, { reasons: ['slow', 'slow'], comment: '  等了很久 ' });
  expect(rated.satisfaction).toMatchObject({ level: 2, reasons: ['slow'], comment: '等了很久' });
  expect(await rate(visitor, conversationId, 2, { reasons: ['slow'], comment: '等了很久' })).toEqual(rated);
});

test('nobody need ask them', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  expect((await rate(visitor, conversationId, 5)).satisfaction?.level).toBe(5);
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

describe('what can be said', () => {
  const unit = () => desk.skillGroup.id;
  const form = (who: TestAgent | TestVisitor, id: string) =>
    who.http.request('GET /api/conversations/:id/satisfaction-form', { params: { id } });
  const words = (zh: string, en: string) => ({ 'zh-CN': zh, en });
  const change = (body: object) =>
    chief.http.request('PATCH /api/org-units/:id/satisfaction-settings', { params: { id: unit() }, body });
  let chief: TestAgent;

  beforeAll(async () => {
    chief = await desk.buildAccount({ unit: desk.company, administrator: true });
  });
  afterEach(async () => {
    await change({ levels: null, reasons: null, comment: null });
    const params = { id: unit() };
    await chief.http.request('PATCH /api/org-units/:id/session-settings', { params, body: { satisfactionOn: null } });
  });

  test('comes from the product where no unit says anything', async () => {
    const { visitor, conversationId } = await closedTalk();
    const asked = await form(visitor, conversationId);
    expect(asked).toEqual(await form(agent, conversationId));
    expect(asked).toMatchObject({ on: true, comment: true, former: [] });
    expect(asked.levels.map(({ level }) => level)).toEqual([1, 2, 3, 4, 5]);
  });

  test('is what the unit offers, and nothing else', async () => {
    const { visitor, conversationId } = await closedTalk();
    await change({
      levels: [
        { level: 1, words: words('差', 'Bad') },
        { level: 5, words: words('好', 'Good') },
      ],
      reasons: [{ id: 'expert', words: words('很专业', 'Expert'), from: 5, to: 5 }],
      comment: false,
    });
    await expect(rate(visitor, conversationId, 3)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(rate(visitor, conversationId, 1, { reasons: ['expert'] })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(rate(visitor, conversationId, 5, { comment: '好' })).rejects.toMatchObject({ code: 'invalid_input' });
    await rate(visitor, conversationId, 5, { reasons: ['expert'] });
    await change({ reasons: [] });
    const { reasons, former } = await form(agent, conversationId);
    expect(reasons).toEqual([]);
    expect(former.find(({ id }) => id === 'expert')?.words.en).toBe('Expert');
  });

  test('is nothing where the skill group asks nobody', async () => {
    const { visitor, conversationId } = await closedTalk();
    const params = { id: unit() };
    await chief.http.request('PATCH /api/org-units/:id/session-settings', { params, body: { satisfactionOn: false } });
    expect((await form(visitor, conversationId)).on).toBe(false);
    await expect(rate(visitor, conversationId, 5)).rejects.toMatchObject({ code: 'conflict' });
    await expect(ask(agent, conversationId)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is changed by those who may, in both languages, and told with before and after', async () => {
    await change({ comment: false });
    const [event] = await desk.db
      .selectFrom('events')
      .select('payload')
      .where('type', '=', 'org_unit.satisfaction_settings_changed')
      .orderBy('position', 'desc')
      .limit(1)
      .execute();
    expect(event?.payload).toMatchObject({ before: { comment: null }, after: { comment: false } });
    const half = { levels: [{ level: 1, words: { 'zh-CN': '差', en: '' } }] };
    await expect(change(half)).rejects.toMatchObject({ code: 'invalid_input' });
    const backwards = { reasons: [{ id: 'x', words: words('甲', 'A'), from: 4, to: 2 }] };
    await expect(change(backwards)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
