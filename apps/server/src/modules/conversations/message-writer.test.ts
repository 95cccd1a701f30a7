import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../platform/database/index.ts';
import { type ConversationShelf, openShelf } from '../../testing/stored-conversations.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { byAgent, byVisitor, openTestWriter, type TestWriter } from '../../testing/test-writer.ts';

let connection: DatabaseConnection;
let shelf: ConversationShelf;
let agentId: string;
let writer: TestWriter;

beforeAll(async () => {
  connection = await openTestDatabase();
  shelf = await openShelf(connection.db);
  agentId = await shelf.addAgent();
  writer = openTestWriter(connection);
});
afterAll(async () => {
  await writer.writer.close();
  await connection.close();
});

const storedTexts = async (conversationId: string) => {
  const query = connection.db.selectFrom('messages').select(['seq', 'text']);
  return query.where('conversation_id', '=', conversationId).orderBy('seq').execute();
};

describe('the order of words', () => {
  test('messages get the numbers after the last event, without a gap, in the order in which they were written', async () => {
    const talk = await shelf.addConversation({ agentId });
    const texts = Array.from({ length: 300 }, (_, index) => `第 ${index} 句`);
    const answers = await Promise.all(texts.map((text) => writer.write(byVisitor(talk, text))));
    expect(answers.map((answer) => 'seq' in answer && answer.seq)).toEqual(
      texts.map((_, index) => talk.seq + 1 + index),
    );
    expect((await storedTexts(talk.id)).map((row) => row.text)).toEqual(texts);
  });

  test('each conversation counts for itself, even when their words come mixed', async () => {
    const talks = await Promise.all(Array.from({ length: 10 }, () => shelf.addConversation()));
    const writes = Array.from({ length: 200 }, (_, index) => talks[(index * 7) % 10] ?? talks[0]).flatMap(
      (talk) => talk ?? [],
    );
    await Promise.all(writes.map((talk, index) => writer.write(byVisitor(talk, String(index)))));
    for (const talk of talks) {
      const rows = await storedTexts(talk.id);
      expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => talk.seq + 1 + index));
      const order = rows.map((row) => Number(row.text));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  test('what was stored is announced in the same order, once, with the row of the list as it is now', async () => {
    const talk = await shelf.addConversation({ agentId });
    const own = openTestWriter(connection);
    const message = byVisitor(talk, '一');
    await Promise.all([message, byVisitor(talk, '二'), byAgent(agentId, talk, '三'), message].map(own.write));
    expect(own.announced.map(({ message: { text, seq } }) => [text, seq])).toEqual([
      ['一', 4],
      ['二', 5],
      ['三', 6],
    ]);
    expect(own.announced.at(-1)).toMatchObject({
      unread: 0,
      reads: { visitor: 5, agent: 6 },
      agentId,
      visitorId: talk.visitorId,
    });
    await own.writer.close();
  });
});

describe('saying it twice', () => {
  test('a repeated message gets the first answer, whether it comes at once or much later', async () => {
    const talk = await shelf.addConversation();
    const message = byVisitor(talk, '在吗');
    const [first, atOnce] = await Promise.all([writer.write(message), writer.write(message)]);
    await writer.write(byVisitor(talk, '还在吗'));
    const later = await writer.write(message);
    expect(first).toMatchObject({ outcome: 'written', seq: 3 });
    for (const again of [atOnce, later]) expect(again).toEqual({ ...first, outcome: again.outcome });
    expect(await storedTexts(talk.id)).toHaveLength(2);
  });

  test('of two different texts under one id the first counts, also within one batch', async () => {
    const talk = await shelf.addConversation();
    const id = newId();
    await Promise.all(['原话', '改口'].map((text) => writer.write(byVisitor(talk, text, id))));
    expect(await storedTexts(talk.id)).toEqual([{ seq: 3, text: '原话' }]);
  });

  test('a repetition gets the first answer even after the conversation was closed', async () => {
    const talk = await shelf.addConversation();
    const message = byVisitor(talk);
    const first = await writer.write(message);
    await close(talk.id);
    expect(await writer.write(message)).toEqual({ ...first, outcome: 'known' });
  });

  test('the id of somebody else stays theirs, now and within the same batch', async () => {
    const [mine, theirs] = await Promise.all([shelf.addConversation(), shelf.addConversation()]);
    const id = newId();
    const answers = await Promise.all([
      writer.write(byVisitor(mine, '我的', id)),
      writer.write(byVisitor(theirs, '你的', id)),
    ]);
    expect(answers.map((answer) => answer.outcome)).toEqual(['written', 'id_taken']);
    expect(await writer.write(byVisitor(theirs, '你的', id))).toEqual({ outcome: 'id_taken' });
    expect(await storedTexts(theirs.id)).toEqual([]);
  });
});

describe('who may write', () => {
  test('a closed conversation takes no more words', async () => {
    const talk = await shelf.addConversation({ agentId });
    await close(talk.id);
    expect(await writer.write(byVisitor(talk))).toEqual({ outcome: 'closed' });
    expect(await writer.write(byAgent(agentId, talk))).toEqual({ outcome: 'closed' });
  });

  test('an agent writes only where they serve', async () => {
    const colleague = await shelf.addAgent();
    const [waiting, active] = [await shelf.addConversation(), await shelf.addConversation({ agentId })];
    expect(await writer.write(byAgent(agentId, waiting))).toEqual({ outcome: 'conflict' });
    expect(await writer.write(byAgent(colleague, active))).toEqual({ outcome: 'conflict' });
    expect(await writer.write(byAgent(agentId, active))).toMatchObject({ outcome: 'written' });
  });

  test('a visitor writes only into their own, and nobody into one that does not exist', async () => {
    const [mine, theirs] = [await shelf.addConversation(), await shelf.addConversation()];
    expect(await writer.write(byVisitor({ ...theirs, visitorId: mine.visitorId }))).toEqual({ outcome: 'not_found' });
    expect(await writer.write(byVisitor({ ...mine, id: newId() }))).toEqual({ outcome: 'not_found' });
  });

  test('refusals take no number: the next word follows without a gap', async () => {
    const talk = await shelf.addConversation({ agentId });
    const colleague = await shelf.addAgent();
    const answers = await Promise.all([
      writer.write(byVisitor(talk)),
      writer.write(byAgent(colleague, talk)),
      writer.write(byVisitor({ ...talk, visitorId: await shelf.addVisitor() })),
      writer.write(byAgent(agentId, talk)),
    ]);
    expect(answers.map((answer) => ('seq' in answer ? answer.seq : answer.outcome))).toEqual([
      4,
      'conflict',
      'not_found',
      5,
    ]);
  });
});

async function close(id: string): Promise<void> {
  const end = { state: 'closed', closed_at: new Date(), close_reason: 'agent', waiting_since: null };
  await connection.db.updateTable('conversations').set(end).where('id', '=', id).execute();
}
