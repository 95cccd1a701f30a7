import type { ReadMarks } from '@cskefu/contract';
import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';

export interface ReadMark {
  readonly conversationId: string;
  readonly by: 'visitor' | 'agent';
  /** Only the conversation's own visitor and the agent who serves it have marks. */
  readonly readerId: string;
  readonly seq: number;
}

export interface ReadMarkResult extends Omit<ReadMark, 'readerId'> {
  readonly unread: number;
  readonly reads: ReadMarks;
  readonly lastSeq: number;
  readonly agentId: string | null;
  readonly skillGroupId: number;
}

/**
 * Moves read marks forward, for many conversations in one statement; marks that would move backward or beyond the end are
 * cut to fit. Answers only with marks that moved. Marks are no events of the stream: they only ever grow, so the newest says it all.
 */
export async function markRead(db: Database, marks: readonly ReadMark[]): Promise<ReadMarkResult[]> {
  const { rows } = await sql<MovedRow>`
    with wanted as (
      select
        w.id,
        coalesce(max(w.seq) filter (where w.by = 'visitor' and c.visitor_id = w.reader_id), 0) as visitor_seq,
        coalesce(max(w.seq) filter (where w.by = 'agent' and c.agent_id = w.reader_id), 0) as agent_seq
      from unnest(
        ${marks.map((mark) => mark.conversationId)}::uuid[],
        ${marks.map((mark) => mark.by)}::text[],
        ${marks.map((mark) => mark.readerId)}::uuid[],
        ${marks.map((mark) => mark.seq)}::int[]
      ) as w (id, by, reader_id, seq)
      join conversations c on c.id = w.id
      group by w.id
    ), before as (
      select c.id, c.visitor_read_seq, c.agent_read_seq, c.last_seq
      from conversations c
      where c.id in (select id from wanted)
      order by c.id for update of c
    ), moved as (
      update conversations c
      set
        visitor_read_seq = greatest(c.visitor_read_seq, least(w.visitor_seq, c.last_seq)),
        agent_read_seq = greatest(c.agent_read_seq, least(w.agent_seq, c.last_seq)),
        unread_count = case
          when least(w.agent_seq, c.last_seq) > c.agent_read_seq then (
            select count(*)::int from messages m
            where m.conversation_id = c.id and m.author_kind = 'visitor' and m.seq > least(w.agent_seq, c.last_seq)
          )
          else c.unread_count
        end
      from wanted w
      join before b on b.id = w.id
      where c.id = w.id
        and (least(w.visitor_seq, c.last_seq) > c.visitor_read_seq or least(w.agent_seq, c.last_seq) > c.agent_read_seq)
      returning c.*,
        b.visitor_read_seq as visitor_before, b.agent_read_seq as agent_before
    )
    select * from moved`.execute(db);
  return rows.flatMap(toResults);
}

interface MovedRow {
  id: string;
  agent_id: string | null;
  skill_group_id: number;
  unread_count: number;
  last_seq: number;
  visitor_read_seq: number;
  agent_read_seq: number;
  visitor_before: number;
  agent_before: number;
}

function toResults(row: MovedRow): ReadMarkResult[] {
  const reads = { visitor: row.visitor_read_seq, agent: row.agent_read_seq };
  const before = { visitor: row.visitor_before, agent: row.agent_before };
  const rest = {
    conversationId: row.id,
    unread: row.unread_count,
    reads,
    lastSeq: row.last_seq,
    agentId: row.agent_id,
    skillGroupId: row.skill_group_id,
  };
  return (['visitor', 'agent'] as const)
    .filter((by) => reads[by] > before[by])
    .map((by) => ({ ...rest, by, seq: reads[by] }));
}
