import type { AgentView, ContactView, ConversationView, MessageView } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { type Reach, within } from '../organization/index.ts';

/** What plugins see of the desk: few columns, never more than lies in their part of the organization. */

type Scope = Pick<Reach, 'path'>;

const inScope = (column: string, scope: Scope) => (scope.path === '/' ? sql<boolean>`true` : within(column, scope));

function selectConversations(db: DatabaseReader, scope: Scope) {
  return db
    .selectFrom('conversations as c')
    .innerJoin('channels', 'channels.id', 'c.channel_id')
    .select(['c.id', 'c.channel_id', 'channels.type', 'c.skill_group_id', 'c.state', 'c.origin', 'c.visitor_id'])
    .select(['c.agent_id', 'c.created_at', 'c.closed_at'])
    .where(inScope('c.skill_group_id', scope));
}

type ConversationRow = Awaited<ReturnType<ReturnType<typeof selectConversations>['executeTakeFirstOrThrow']>>;

export async function findConversationView(db: DatabaseReader, scope: Scope, id: string) {
  const row = await selectConversations(db, scope).where('c.id', '=', id).executeTakeFirst();
  return row && toConversation(row);
}

/** The newest first. */
export async function listConversationViews(
  db: DatabaseReader,
  scope: Scope,
  {
    state,
    after,
    limit,
  }: { state: ConversationView['state'] | undefined; after: [string, string] | null; limit: number },
): Promise<ConversationView[]> {
  const rows = await selectConversations(db, scope)
    .$if(state !== undefined, (query) => query.where('c.state', '=', state ?? ''))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(c.created_at, c.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toConversation);
}

const toConversation = (row: ConversationRow): ConversationView => ({
  id: row.id,
  channelId: row.channel_id,
  channelKind: row.type,
  skillGroupId: row.skill_group_id,
  state: row.state as ConversationView['state'],
  origin: row.origin,
  visitorId: row.visitor_id,
  agentId: row.agent_id,
  createdAt: row.created_at.getTime(),
  closedAt: row.closed_at?.getTime() ?? null,
});

/** What was said to the visitor and by the visitor. Notes are for colleagues: no plugin gets them. */
export async function listMessageViews(
  db: DatabaseReader,
  { conversationId, after, limit }: { conversationId: string; after: number; limit: number },
): Promise<MessageView[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'seq', 'kind', 'text', 'author_kind', 'author_id', 'author_name', 'created_at'])
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', after)
    .where('kind', '<>', 'note')
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    kind: row.kind,
    text: row.text,
    author: { kind: row.author_kind, id: row.author_id, name: row.author_name },
    at: row.created_at.getTime(),
  }));
}

export async function findContactView(db: DatabaseReader, scope: Scope, id: string): Promise<ContactView | undefined> {
  return db
    .selectFrom('contacts')
    .select(['id', 'name', 'phone', 'email'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where(inScope('contacts.org_unit_id', scope))
    .executeTakeFirst();
}

export async function findContactIdOfVisitor(db: DatabaseReader, visitorId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('contact_identities')
    .select('contact_id')
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst();
  return row?.contact_id;
}

/** In the order of their ids. */
export async function listAgentViews(
  db: DatabaseReader,
  scope: Scope,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<AgentView[]> {
  const rows = await db
    .selectFrom('agents')
    .innerJoin('accounts', 'accounts.id', 'agents.account_id')
    .select(['accounts.id', 'accounts.name', 'accounts.org_unit_id', 'agents.state'])
    .where('accounts.disabled_at', 'is', null)
    .where('accounts.is_super_administrator', '=', false)
    .where(inScope('accounts.org_unit_id', scope))
    .$if(after !== undefined, (query) => query.where('accounts.id', '>', after ?? ''))
    .orderBy('accounts.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    orgUnitId: row.org_unit_id,
    presence: row.state as AgentView['presence'],
  }));
}
