import { sql } from 'kysely';
import { type Database, isConnectionLoss, MicroBatcher } from '../../platform/database/index.ts';
import type { StreamFrame } from '../../platform/realtime/index.ts';
import { isBlockedAt } from '../blocks/index.ts';
import {
  markRead,
  type ReadMark,
  type ReadMarkResult,
  readStreams,
  type StreamRequest,
} from '../conversations/index.ts';
import { visitorName } from '../visitors/index.ts';
import { streamFrame } from './frames.ts';

/** What the permission to follow depends on, and where the stream stands. */
export interface ConversationHead {
  readonly id: string;
  readonly visitorId: string;
  readonly skillGroupId: number;
  readonly skillGroupPath: string;
  readonly agentId: string | null;
  readonly seq: number;
  readonly reads: { readonly visitor: number; readonly agent: number };
}

export interface VisitorFacts {
  readonly name: string;
  readonly channelEnabled: boolean;
  readonly blocked: boolean;
  readonly showsDraft: boolean;
  readonly openConversationId: string | null;
  /** The newest ones, oldest first. */
  readonly conversationIds: readonly string[];
}

/** Questions that thousands of connections ask at the same moment, as after a restart: asked together, answered in one round trip each. */
export interface Lookups {
  head(conversationId: string): Promise<ConversationHead | undefined>;
  visitor(id: string): Promise<VisitorFacts | undefined>;
  stream(request: StreamRequest): Promise<StreamFrame[]>;
  markRead(mark: ReadMark): Promise<void>;
}

/** So many of a visitor's conversations may begin and end behind their back before a connection stops telling of them all. */
const MAX_RECENT = 10;
const MAX_BATCH = 200;
const CONCURRENCY = 2;

export function createLookups(db: Database, onRead: (results: ReadMarkResult[]) => void): Lookups {
  const options = { maxBatch: MAX_BATCH, concurrency: CONCURRENCY, isCollective: isConnectionLoss };
  const heads = new MicroBatcher<string, ConversationHead | undefined>({
    ...options,
    run: (ids) => findHeads(db, ids),
  });
  const visitors = new MicroBatcher<string, VisitorFacts | undefined>({
    ...options,
    run: (ids) => findVisitorFacts(db, ids),
  });
  const streams = new MicroBatcher<StreamRequest, StreamFrame[]>({
    ...options,
    run: async (requests) => (await readStreams(db, requests)).map((events) => events.map(streamFrame)),
  });
  const reads = new MicroBatcher<ReadMark, void>({
    maxBatch: MAX_BATCH,
    isCollective: isConnectionLoss,
    run: async (marks) => {
      onRead(await markRead(db, marks));
      return marks.map(() => undefined);
    },
  });
  return {
    head: (id) => heads.add(id),
    visitor: (id) => visitors.add(id),
    stream: (request) => streams.add(request),
    markRead: (mark) => reads.add(mark),
  };
}

async function findHeads(db: Database, ids: string[]): Promise<(ConversationHead | undefined)[]> {
  const rows = await db
    .selectFrom('conversations')
    .innerJoin('org_units', 'org_units.id', 'conversations.skill_group_id')
    .select([
      'conversations.id',
      'visitor_id',
      'skill_group_id',
      'org_units.path',
      'agent_id',
      'last_seq',
      'visitor_read_seq',
      'agent_read_seq',
    ])
    .where('conversations.id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute();
  const byId = new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        visitorId: row.visitor_id,
        skillGroupId: row.skill_group_id,
        skillGroupPath: row.path,
        agentId: row.agent_id,
        seq: row.last_seq,
        reads: { visitor: row.visitor_read_seq, agent: row.agent_read_seq },
      },
    ]),
  );
  return ids.map((id) => byId.get(id));
}

async function findVisitorFacts(db: Database, ids: string[]): Promise<(VisitorFacts | undefined)[]> {
  const rows = await db
    .selectFrom('visitors')
    .innerJoin('channels', 'channels.id', 'visitors.channel_id')
    .leftJoin('conversations', (join) =>
      join.onRef('conversations.visitor_id', '=', 'visitors.id').on('conversations.state', '<>', 'closed'),
    )
    .select([
      'visitors.id',
      'visitors.name',
      'visitors.locale',
      'channels.enabled',
      'conversations.id as conversation_id',
    ])
    .select(sql<boolean>`coalesce((channels.settings ->> 'draftPreview')::boolean, false)`.as('shows_draft'))
    .select(
      sql<string[]>`array(
        select c.id from conversations c where c.visitor_id = visitors.id order by c.created_at desc, c.id desc limit ${MAX_RECENT}
      )`.as('newest_first'),
    )
    .select(isBlockedAt(new Date()).as('blocked'))
    .where('visitors.id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute();
  const byId = new Map(
    rows.map((row) => [
      row.id,
      {
        name: visitorName({ id: row.id, name: row.name, locale: row.locale as 'zh-CN' | 'en' | null }),
        channelEnabled: row.enabled,
        blocked: row.blocked,
        showsDraft: row.shows_draft,
        openConversationId: row.conversation_id,
        conversationIds: row.newest_first.toReversed(),
      },
    ]),
  );
  return ids.map((id) => byId.get(id));
}
