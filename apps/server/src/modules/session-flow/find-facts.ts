import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { findSaid, idOfOccasion, type Voice } from '../conversations/index.ts';
import { findServiceState } from '../session-settings/index.ts';
import type { ServedFacts, WaitingFacts } from './decide-step.ts';

/** What a served conversation's timers must know, and the occasion on which they would speak. */
export async function findServedFacts(
  db: DatabaseReader,
  { conversationId }: Voice,
): Promise<ServedFacts & { occasion: string }> {
  const { rows } = await sql<{
    assigned_at: Date;
    aside_until: Date | null;
    agent_seq: number | null;
    agent_at: Date | null;
    visitor_seq: number | null;
    visitor_at: Date | null;
  }>`
    select c.assigned_at, coalesce(c.snoozed_until, w.created_at) as aside_until, a.seq as agent_seq, a.created_at as agent_at, v.seq as visitor_seq, v.created_at as visitor_at
    from conversations c
    left join lateral (
      select seq, created_at from messages
      where conversation_id = c.id and author_kind in ('agent', 'supervisor', 'bot') and kind <> 'note' order by seq desc limit 1
    ) a on true
    left join lateral (
      select seq, created_at from messages where conversation_id = c.id and author_kind = 'visitor' order by seq desc limit 1
    ) v on true
    left join lateral (
      select max(created_at) as created_at from events
      where conversation_id = c.id and type <> 'message.created' and seq is not null and type = 'conversation.woken'
    ) w on true
    where c.id = ${conversationId}`.execute(db);
  const row = rows[0];
  if (!row) throw new Error('no such conversation');
  const servedSince = row.assigned_at.getTime();
  const occasion = `${row.agent_seq ?? 0} ${servedSince}`;
  const warning = idOfOccasion(conversationId, 'idleWarningText', occasion);
  const excuse = idOfOccasion(conversationId, 'slowReplyText', occasion);
  const said = await findSaid(db, [warning, excuse]);
  return {
    state: 'active',
    servedSince,
    agentSpokeAt: row.agent_at?.getTime() ?? null,
    visitorSpokeAt: row.visitor_at?.getTime() ?? null,
    turn: (row.visitor_seq ?? 0) > (row.agent_seq ?? 0) ? 'agent' : 'visitor',
    asideUntil: row.aside_until?.getTime() ?? null,
    warnedAt: said.get(warning)?.getTime() ?? null,
    excused: said.has(excuse),
    occasion,
  };
}

/** What a waiting conversation's timers must know, from the events since it has had nobody. */
export async function findWaitingFacts(db: DatabaseReader, voice: Voice, now: Date): Promise<WaitingFacts> {
  const { rows } = await sql<{ org_unit_id: number; created_at: Date }>`
    select org_unit_id, created_at
    from events
    where conversation_id = ${voice.conversationId} and type <> 'message.created' and seq is not null and type = 'conversation.waiting'
      and seq > coalesce((
        select max(seq) from events
        where conversation_id = ${voice.conversationId} and type <> 'message.created' and seq is not null and type = 'conversation.assigned'
      ), 0)
    order by seq`.execute(db);
  const { overflowOn, overflowTo } = voice.settings;
  return {
    state: 'waiting',
    waitingSince: rows[0]?.created_at.getTime() ?? now.getTime(),
    hereSince: rows.at(-1)?.created_at.getTime() ?? now.getTime(),
    tried: rows.map((row) => row.org_unit_id),
    canOverflow:
      overflowOn && (overflowTo.kind === 'left_message' || (await findServiceState(db, overflowTo.id, now)) === 'open'),
  };
}
