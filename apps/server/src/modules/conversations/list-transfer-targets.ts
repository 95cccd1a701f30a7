import type { TransferTarget } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { containing, within } from '../organization/index.ts';
import { accessConversation } from './access-conversation.ts';

export interface TransferTargetsQuery {
  readonly id: string;
  readonly kind?: 'agent' | 'skill_group' | undefined;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface TargetRow {
  kind: 'agent' | 'skill_group';
  id: string;
  name: string;
  unit: string | null;
  presence: string | null;
  load: number | null;
  capacity: number | null;
  waiting: number | null;
}

/** To whom a conversation can be handed over. Presence and load change all the time, so a page is counted, not remembered. */
export async function listTransferTargets(
  ctx: UseCaseContext<AccountActor>,
  { id, kind, search, cursor, limit }: TransferTargetsQuery,
): Promise<{ items: TransferTarget[]; nextCursor: string | null }> {
  const conversation = await accessConversation(ctx, id);
  const offset = parseOffset(cursor);
  const word = containing(search?.trim() ?? '');
  const agents = agentTargets(ctx.actor, conversation.skillGroup.id, word);
  const groups = skillGroupTargets(word);
  const wanted = kind === undefined ? sql`${agents} union all ${groups}` : kind === 'agent' ? agents : groups;
  const { rows } = await sql<TargetRow>`
    select * from (${wanted}) target order by kind, rank, name, id limit ${limit + 1} offset ${offset}`.execute(ctx.tx);
  return {
    items: rows.slice(0, limit).map(toTarget),
    nextCursor: rows.length > limit ? String(offset + limit) : null,
  };
}

const agentTargets = (actor: AccountActor, skillGroupId: number, word: string): RawBuilder<unknown> => sql`
  select 'agent' as kind, a.id::text as id, a.name, u.name as unit, g.state as presence, l.load, u.max_conversations as capacity,
    null::integer as waiting,
    case when g.state = 'offline' then 3 when g.state <> 'ready' then 2 when l.load >= u.max_conversations then 1 else 0 end as rank
  from agents g
  join accounts a on a.id = g.account_id
  join org_units u on u.id = a.org_unit_id
  cross join lateral (
    select count(*)::integer as load from conversations c where c.agent_id = a.id and c.state = 'active'
  ) l
  where a.disabled_at is null
    and not a.is_super_administrator
    and a.id <> ${actor.id}
    and (a.org_unit_id = ${skillGroupId} or ${within('a.org_unit_id', actor.orgUnit)})
    and lower(a.name || ' ' || a.username) like ${word}`;

const skillGroupTargets = (word: string): RawBuilder<unknown> => sql`
  select 'skill_group' as kind, u.id::text as id, u.name, parent.name as unit, null as presence, null::integer as load,
    null::integer as capacity, w.waiting, 0 as rank
  from org_units u
  left join org_units parent on parent.id = u.parent_id
  cross join lateral (
    select count(*)::integer as waiting from conversations c where c.skill_group_id = u.id and c.state = 'waiting'
  ) w
  where u.is_skill_group and u.deleted_at is null and lower(u.name) like ${word}`;

function toTarget({ kind, id, name, unit, presence, load, capacity, waiting }: TargetRow): TransferTarget {
  if (kind === 'skill_group') return { kind, id: Number(id), name, unit, waiting: waiting ?? 0 };
  return {
    kind,
    id,
    name,
    unit: unit ?? '',
    presence: presence as 'ready',
    load: load ?? 0,
    capacity: capacity ?? 0,
  };
}

function parseOffset(cursor = '0'): number {
  if (/^\d{1,6}$/.test(cursor)) return Number(cursor);
  throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
}
