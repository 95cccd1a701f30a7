import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/index.ts';
import { type Service, type StreamEntry, servicesOf, type Word, WRAPPED_UP } from './services-of.ts';

/** What changes a figure. Messages do not: their figures count once the service has ended, and nothing can be added then. */
export const FIGURE_EVENTS = [
  'conversation.waiting',
  'conversation.assigned',
  'conversation.transferred',
  'conversation.closed',
  'conversation.rated',
  WRAPPED_UP,
] as const;

/**
 * Writes the services of these conversations anew from the event log, all or none. One at a time on the whole desk, and each sees what the one
 * before has seen: an older answer never overwrites a newer one.
 */
export async function writeServices(db: Database, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return;
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('cskefu agent figures'))`.execute(tx);
    const streams = await readStreams(tx, conversationIds);
    const words = await readWords(tx, conversationIds);
    const rows = [...streams].flatMap(([id, stream]) =>
      servicesOf(stream, words.get(id) ?? []).map((service) => rowOf(id, service)),
    );
    await sql`delete from agent_services where conversation_id = any (${conversationIds}::uuid[])`.execute(tx);
    if (rows.length > 0)
      await sql`
        insert into agent_services
        select * from jsonb_populate_recordset(null::agent_services, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
  });
}

const rowOf = (conversationId: string, service: Service) => ({
  conversation_id: conversationId,
  seq: service.seq,
  agent_id: service.agentId,
  skill_group_id: service.skillGroupId,
  began_at: service.beganAt,
  ended_at: service.endedAt,
  waited: service.waited,
  first_response: service.firstResponse,
  replies: service.replies,
  answers: service.answers,
  answer_time: service.answerTime,
  transferred_in: service.transferredIn,
  transferred_out: service.transferredOut,
  satisfaction: service.satisfaction,
  wrapped_up: service.wrappedUp,
});

async function readStreams(tx: DatabaseTransaction, ids: readonly string[]): Promise<Map<string, StreamEntry[]>> {
  const { rows } = await sql<StreamEntry & { conversation_id: string }>`
    select conversation_id, seq, type, created_at as at, org_unit_id as "orgUnitId", coalesce(payload, '{}') as payload
    from events
    where conversation_id = any (${ids}::uuid[]) and type <> 'message.created' and seq is not null
      and type = any (${FIGURE_EVENTS as unknown as string[]})
    order by conversation_id, seq`.execute(tx);
  return gather(rows);
}

async function readWords(tx: DatabaseTransaction, ids: readonly string[]): Promise<Map<string, Word[]>> {
  const { rows } = await sql<Word & { conversation_id: string }>`
    select conversation_id, seq, created_at as at, author_kind as "authorKind", author_id as "authorId"
    from messages
    where conversation_id = any (${ids}::uuid[]) and kind <> 'note' and author_kind in ('visitor', 'agent')
    order by conversation_id, seq`.execute(tx);
  return gather(rows);
}

function gather<T extends { conversation_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const held = found.get(row.conversation_id);
    if (held) held.push(row);
    else found.set(row.conversation_id, [row]);
  }
  return found;
}

const PAGE = 200;

/** All services anew, from the first conversation to the last; answers with how many conversations there are. */
export async function rebuildServices(db: Database, onPage: (done: number) => void = () => {}): Promise<number> {
  let done = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = await db
      .selectFrom('conversations')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute();
    const last = page.at(-1);
    if (!last) return done;
    await writeServices(
      db,
      page.map(({ id }) => id),
    );
    done += page.length;
    after = last.id;
    onPage(done);
  }
}
