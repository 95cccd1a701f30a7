import type { Database, DatabaseTransaction } from '../platform/database/index.ts';
import { appendEvents } from '../platform/events/index.ts';

/** Puts conversations straight into a database, for tests that need nothing of the doors in front of it. */
export interface ConversationShelf {
  /** An account that serves conversations; nobody can sign in with it. */
  addAgent(): Promise<string>;
  addVisitor(): Promise<string>;
  /** Waiting, or with this agent. Its stream begins with the two or three events that lead there. */
  addConversation(options?: {
    agentId?: string;
    visitorId?: string;
    skillGroupId?: number;
  }): Promise<StoredConversation>;
  /** Ends it, with the event that tells of it. */
  close(id: string): Promise<void>;
}

export interface StoredConversation {
  readonly id: string;
  readonly visitorId: string;
  /** Of the newest event. */
  readonly seq: number;
}

export async function openShelf(db: Database): Promise<ConversationShelf> {
  const root = await db.selectFrom('org_units').select('id').where('parent_id', 'is', null).executeTakeFirst();
  const unit = await db
    .insertInto('org_units')
    .values({ name: `售前 ${crypto.randomUUID()}`, parent_id: root?.id ?? null, is_skill_group: true, path: '' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const channel = { org_unit_id: unit.id, skill_group_id: unit.id, type: 'web', identity_secret: '' };
  await db
    .insertInto('channels')
    .values({ id: `shelf${unit.id}`, name: '官网', ...channel })
    .execute();

  async function addVisitor(): Promise<string> {
    const id = crypto.randomUUID();
    await db
      .insertInto('visitors')
      .values({ id, channel_id: `shelf${unit.id}` })
      .execute();
    return id;
  }

  const tell = (
    tx: DatabaseTransaction,
    first: { conversationId: string; seq: number; orgUnitId: number },
    ...types: readonly string[]
  ) =>
    appendEvents(
      tx,
      types.map((type, at) => ({ ...first, type, seq: first.seq + at, payload: {} })),
      { kind: 'system', id: null },
      new Date(),
    );

  return {
    addVisitor,
    addAgent: async () => {
      const id = crypto.randomUUID();
      const account = {
        id,
        username: id,
        name: '张三',
        email: `${id}@example.com`,
        org_unit_id: unit.id,
        is_agent: true,
      };
      await db.insertInto('accounts').values(account).execute();
      await db.insertInto('agents').values({ account_id: id }).execute();
      return id;
    },
    addConversation: async ({ agentId, visitorId, skillGroupId = unit.id } = {}) => {
      const id = crypto.randomUUID();
      const visitor_id = visitorId ?? (await addVisitor());
      const now = new Date();
      const state = agentId
        ? { state: 'active', agent_id: agentId, assigned_at: now }
        : { state: 'waiting', waiting_since: now };
      const events = ['conversation.created', 'conversation.waiting', ...(agentId ? ['conversation.assigned'] : [])];
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto('conversations')
          .values({
            id,
            visitor_id,
            channel_id: `shelf${unit.id}`,
            skill_group_id: skillGroupId,
            origin: 'visitor',
            created_at: now,
            last_seq: events.length,
            ...state,
          })
          .execute();
        await tell(tx, { conversationId: id, seq: 1, orgUnitId: skillGroupId }, ...events);
      });
      return { id, visitorId: visitor_id, seq: events.length };
    },
    close: (id) =>
      db.transaction().execute(async (tx) => {
        const { last_seq } = await tx
          .updateTable('conversations')
          .set((column) => ({
            state: 'closed',
            closed_at: new Date(),
            close_reason: 'agent',
            waiting_since: null,
            last_seq: column('last_seq', '+', 1),
          }))
          .where('id', '=', id)
          .returning('last_seq')
          .executeTakeFirstOrThrow();
        await tell(tx, { conversationId: id, seq: last_seq, orgUnitId: unit.id }, 'conversation.closed');
      }),
  };
}
