import type { Conversation, HistoryFilter } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { listConversations } from '../conversations/index.ts';
import { type Reach, within } from '../organization/index.ts';
import { bears } from '../tags/index.ts';
import { searchQuery } from './message-search.store.ts';
import type { Words } from './words.ts';

export type StoredFilter = Omit<HistoryFilter, 'text'> & { readonly words: Words | null };

export interface HistoryStretch {
  /** Moment and id of the last conversation before. */
  readonly after: readonly [string, string] | null;
  readonly limit: number;
}

/** Up to so many skill groups, the newest of each are cheaper to find than the newest of all. */
const FEW_GROUPS = 500;

/** Longer stretches walk through the time: a whole export reads each row once. */
const MOST_BY_GROUP = 200;

/** The newest conversations of a part of the tree that fit a filter. */
export async function findHistory(
  db: DatabaseReader,
  reach: Reach,
  filter: StoredFilter,
  stretch: HistoryStretch,
): Promise<Conversation[]> {
  const groups = stretch.limit > MOST_BY_GROUP ? undefined : await fewGroups(db, reach);
  const conditions = [...conditionsOf(filter), ...olderThan(stretch.after)];
  return listConversations(
    db,
    groups && isPlain(filter)
      ? newestOfEach(groups, conditions, stretch.limit)
      : newestOfAll([within('c.skill_group_id', reach), ...conditions], stretch.limit),
  );
}

/** How many there are, counted no further than `most`. */
export async function countHistory(
  db: DatabaseReader,
  reach: Reach,
  filter: StoredFilter,
  most: number,
): Promise<number> {
  const conditions = [within('c.skill_group_id', reach), ...conditionsOf(filter)];
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from (select 1 from conversations c where ${sql.join(conditions, sql` and `)} limit ${most}) as found`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The units of a small part of the tree; undefined for a large one, and for the whole. */
async function fewGroups(db: DatabaseReader, reach: Reach): Promise<number[] | undefined> {
  if (reach.path === `/${reach.id}/`) return undefined;
  const { rows } = await sql<{ id: number }>`
    select id from org_units where path like ${`${reach.path}%`} limit ${FEW_GROUPS + 1}`.execute(db);
  return rows.length > FEW_GROUPS ? undefined : rows.map(({ id }) => id);
}

/** Nothing but a time. Any other filter has an index of its own, or is better sought along the time. */
const isPlain = ({ from: _, to: __, words, ...others }: StoredFilter) =>
  words === null && Object.values(others).every((value) => value === undefined);

const newestOfAll = (conditions: RawBuilder<boolean>[], limit: number) => sql`
  select c.id from conversations c
  where ${sql.join(conditions, sql` and `)}
  order by c.created_at desc, c.id desc limit ${limit}`;

const newestOfEach = (groups: number[], conditions: RawBuilder<boolean>[], limit: number) => sql`
  select newest.id from unnest(${groups}::int[]) as unit (id)
  cross join lateral (
    select c.id, c.created_at from conversations c
    where ${sql.join([sql<boolean>`c.skill_group_id = unit.id`, ...conditions], sql` and `)}
    order by c.created_at desc, c.id desc limit ${limit}
  ) newest
  order by newest.created_at desc, newest.id desc limit ${limit}`;

const olderThan = (after: HistoryStretch['after']): RawBuilder<boolean>[] =>
  after === null ? [] : [sql<boolean>`(c.created_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`];

function conditionsOf(filter: StoredFilter): RawBuilder<boolean>[] {
  const { from, to, channelId, skillGroupId, agentId, visitor, words, state, closeReason, satisfaction, rated } =
    filter;
  const { tagId, serviceTypeId, contactId, origin } = filter;
  return [
    ...(from === undefined ? [] : [sql<boolean>`c.created_at >= to_timestamp(${Date.parse(from) / 1_000})`]),
    ...(to === undefined ? [] : [sql<boolean>`c.created_at < to_timestamp(${Date.parse(to) / 1_000})`]),
    ...(channelId === undefined ? [] : [sql<boolean>`c.channel_id = ${channelId}`]),
    ...(skillGroupId === undefined ? [] : [sql<boolean>`c.skill_group_id = ${skillGroupId}`]),
    ...(agentId === undefined ? [] : [sql<boolean>`c.agent_id = ${agentId}::uuid`]),
    ...(visitor === undefined ? [] : [sql<boolean>`c.visitor_id in (${named(visitor)})`]),
    ...(words === null
      ? []
      : [sql<boolean>`c.id in (select conversation_id from message_search where document @@ ${searchQuery(words)})`]),
    ...(state === undefined ? [] : [sql<boolean>`c.state = ${state}`]),
    ...(satisfaction === undefined ? [] : [sql<boolean>`c.satisfaction = ${satisfaction}`]),
    ...(rated === undefined ? [] : [sql<boolean>`c.satisfaction is not null`]),
    ...(origin === undefined ? [] : [sql<boolean>`c.origin = ${origin}`]),
    ...(tagId === undefined ? [] : [bears('conversation', 'c.id', tagId)]),
    ...(serviceTypeId === undefined ? [] : [aboutType(serviceTypeId)]),
    ...(contactId === undefined ? [] : [withContact(contactId)]),
    ...(closeReason === undefined ? [] : [sql<boolean>`c.close_reason = ${closeReason}`]),
  ];
}

/** Of the type itself, or one below it. */
const aboutType = (id: string) => sql<boolean>`c.id in (
  select x.conversation_id from wrap_up_service_types x join service_types s on s.id = x.service_type_id
  where s.id = ${id}::uuid or s.parent_id = ${id}::uuid)`;

const withContact = (id: string) =>
  sql<boolean>`c.visitor_id in (select visitor_id from contact_identities where contact_id = ${id}::uuid)`;

const named = (part: string) =>
  sql`select id from visitors where lower(name) like ${`%${part
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`}`;
