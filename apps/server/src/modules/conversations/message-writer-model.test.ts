import { newId } from '@cskefu/client';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../platform/database/index.ts';
import { ModelDesk } from '../../testing/model-desk.ts';
import { type ConversationShelf, openShelf } from '../../testing/stored-conversations.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { byAgent, bySupervisor, byVisitor, openTestWriter, type TestWriter } from '../../testing/test-writer.ts';

let connection: DatabaseConnection;
let shelf: ConversationShelf;
let agents: string[];
let supervisor: string;
const writers = new Map<number, TestWriter>();

beforeAll(async () => {
  connection = await openTestDatabase();
  shelf = await openShelf(connection.db);
  agents = [await shelf.addAgent(), await shelf.addAgent()];
  supervisor = await shelf.addAgent();
  for (const maxBatch of [1, 3, 256]) writers.set(maxBatch, openTestWriter(connection, { maxBatch }));
});
afterAll(async () => {
  for (const { writer } of writers.values()) await writer.close();
  await connection.close();
});

/** Who writes where: a supervisor, an agent by number, or the visitor of a conversation, perhaps not of this one. */
const word = fc.record({
  talk: fc.nat(2),
  author: fc.oneof(
    fc.record({ kind: fc.constant('visitor' as const), of: fc.nat(2) }),
    fc.record({ kind: fc.constant('agent' as const), of: fc.nat(1) }),
    fc.record({ kind: fc.constant('supervisor' as const), of: fc.constant(0) }),
  ),
  /** Mostly their own conversation. */
  astray: fc.integer({ min: 0, max: 9 }).map((value) => value === 0),
});
const step = fc.oneof(
  { weight: 12, arbitrary: fc.record({ type: fc.constant('write' as const), word }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('repeat' as const), which: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('steal' as const), which: fc.nat(), word }) },
);
/** What is said at the same moment, then perhaps the end of a conversation. */
const moment = fc.record({ steps: fc.array(step, { maxLength: 25 }), close: fc.option(fc.nat(2), { freq: 4 }) });

type Write = ReturnType<typeof byVisitor>;

test('whatever is written, repeated and closed: outcomes, numbers, marks and lists are those of a simple model', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(moment, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(1, 3, 256),
      async (moments, maxBatch) => {
        const { write } = writers.get(maxBatch) as TestWriter;
        const talks = await Promise.all(
          [0, 1, 0].map((agent) => shelf.addConversation({ agentId: agents[agent] as string })),
        );
        const model = new ModelDesk(talks.map((talk, index) => ({ ...talk, agentId: agents[index % 2] as string })));
        const said: Write[] = [];

        const compose = ({
          talk,
          author,
          astray,
        }: {
          talk: number;
          author: { kind: 'visitor' | 'agent' | 'supervisor'; of: number };
          astray: boolean;
        }): Write => {
          const place = talks[talk] as (typeof talks)[number];
          if (author.kind === 'supervisor') return bySupervisor(supervisor, place, newId());
          if (author.kind === 'agent') return byAgent(agents[astray ? author.of : talk % 2] as string, place, newId());
          return byVisitor({ ...place, visitorId: talks[astray ? author.of : talk]?.visitorId ?? '' }, newId());
        };

        for (const { steps, close } of moments) {
          const writes = steps.flatMap((one): Write[] => {
            const earlier = one.type === 'write' ? undefined : said[one.which % Math.max(1, said.length)];
            const next =
              one.type === 'write'
                ? compose(one.word)
                : one.type === 'repeat'
                  ? earlier
                  : earlier && model.has(earlier.id)
                    ? { ...compose(one.word), id: earlier.id }
                    : undefined;
            if (!next) return [];
            said.push(next);
            return [next];
          });
          const wanted = writes.map((next) => model.write(next));
          const answers = await Promise.all(writes.map(write));
          expect(
            answers.map(({ outcome, ...rest }) => ({
              outcome: outcome === 'known' ? 'written' : outcome,
              ...('seq' in rest ? { conversationId: rest.conversationId, seq: rest.seq } : {}),
            })),
          ).toEqual(wanted);
          if (close !== null && model.close(close)) await shelf.close(talks[close]?.id ?? '');
        }
        for (const [index, talk] of talks.entries()) expect(await readBack(talk.id)).toEqual(model.expected(index));
      },
    ),
    { numRuns: 60, interruptAfterTimeLimit: 25_000 },
  );
}, 60_000);

/** The same shape as the model's: everything that the database holds of one conversation. */
async function readBack(id: string) {
  const { db } = connection;
  const head = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const messages = await db
    .selectFrom('messages')
    .select(['seq', 'id', 'author_id', 'text'])
    .where('conversation_id', '=', id)
    .orderBy('seq')
    .execute();
  const events = await db
    .selectFrom('events')
    .select(['seq', 'type'])
    .where('conversation_id', '=', id)
    .orderBy('seq')
    .execute();
  return {
    seq: head.last_seq,
    unread: head.unread_count,
    reads: { visitor: head.visitor_read_seq, agent: head.agent_read_seq },
    last: head.last_message_text,
    lastBy: head.last_message_author_kind,
    messages: messages.map((row) => ({ seq: row.seq, id: row.id, by: row.author_id, text: row.text })),
    events: events.map((row) => `${row.seq} ${row.type}`),
  };
}
