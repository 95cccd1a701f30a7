import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let chief: TestAgent;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  [chief, agent] = [await desk.buildAgent({ superAdministrator: true, agent: false }), await desk.buildAgent()];
});
afterAll(() => desk.stop());

/** An event of the log that the consumer of routing gave up on. */
async function buryEvent(event: { type: string; payload: string | null }, position?: string): Promise<string> {
  const row = position
    ? await desk.db
        .selectFrom('events')
        .select(['transaction_id', 'position', 'type'])
        .where('position', '=', position)
        .executeTakeFirstOrThrow()
    : await desk.db
        .insertInto('events')
        .values({ ...event, actor_kind: 'system' })
        .returning(['transaction_id', 'position', 'type'])
        .executeTakeFirstOrThrow();
  await desk.db
    .insertInto('event_dead_letters')
    .values({ ...row, consumer: 'routing', error: 'Error: then', attempts: 8 })
    .execute();
  return row.position;
}
const list = (who: TestAgent, query = {}) => who.http.request('GET /api/system/dead-letters', { query });
const retry = (who: TestAgent, position: string, consumer = 'routing') =>
  who.http.request('POST /api/system/dead-letters/:consumer/:position/retry', { params: { consumer, position } });

describe('dead letters', () => {
  test('are shown to whoever operates the system, page by page, and to nobody else', async () => {
    const positions = [
      await buryEvent({ type: 'nothing', payload: null }),
      await buryEvent({ type: 'nothing', payload: null }),
    ];
    const first = await list(chief, { limit: 1 });
    expect(first.items).toEqual([
      expect.objectContaining({ consumer: 'routing', position: positions[0], type: 'nothing', attempts: 8 }),
    ]);
    const second = await list(chief, { limit: 1, cursor: first.nextCursor });
    expect(second).toMatchObject({ items: [{ position: positions[1] }], nextCursor: null });
    await expect(list(agent)).rejects.toMatchObject({ code: 'forbidden', status: 403 });
    await expect(retry(agent, positions[0] ?? '')).rejects.toMatchObject({ code: 'forbidden' });
    for (const position of positions) await retry(chief, position);
    expect((await list(chief)).items).toEqual([]);
  });

  test('are handed to their consumer once more, and are gone if that goes well', async () => {
    const { conversationId } = await beginTalk(desk);
    const event = await desk.db
      .selectFrom('events')
      .select('position')
      .where('conversation_id', '=', conversationId)
      .where('type', '=', 'conversation.waiting')
      .executeTakeFirstOrThrow();
    await buryEvent({ type: '', payload: null }, event.position);
    // An agent becomes ready without anybody hearing of it.
    await desk.db
      .updateTable('agents')
      .set({ state: 'ready', seen_at: new Date() })
      .where('account_id', '=', agent.id)
      .execute();
    await retry(chief, event.position);
    const served = await desk.db
      .selectFrom('conversations')
      .select('agent_id')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    expect(served.agent_id).toBe(agent.id);
    expect((await list(chief)).items).toEqual([]);
  });

  test('stay if it fails again, with one more attempt', async () => {
    const position = await buryEvent({ type: 'agent.presence_changed', payload: null });
    await expect(retry(chief, position)).rejects.toMatchObject({ code: 'conflict', status: 409 });
    expect((await list(chief)).items).toEqual([
      expect.objectContaining({ position, attempts: 9, error: expect.stringContaining('TypeError') }),
    ]);
    await desk.db.deleteFrom('event_dead_letters').execute();
  });

  test('that do not exist, or whose consumer does not, are not found', async () => {
    const position = await buryEvent({ type: 'nothing', payload: null });
    await expect(retry(chief, position, 'nobody')).rejects.toMatchObject({ code: 'not_found' });
    await expect(retry(chief, '999999')).rejects.toMatchObject({ code: 'not_found' });
  });
});
