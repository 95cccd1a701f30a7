import { randomBytes } from 'node:crypto';
import { createVisitorTokens } from '../../apps/server/src/modules/access/index.ts';
import { sessionCookie } from './credentials.ts';
import type { Desk } from './desk.ts';
import { type NumberedIds, numberedIds } from './numbered-ids.ts';

export interface Party {
  /** Conversation n is that of visitor n, served by agent n mod `agents`. */
  readonly conversations: NumberedIds;
  readonly visitors: NumberedIds;
  readonly agents: NumberedIds;
  readonly conversationCount: number;
  readonly agentCount: number;
  visitorToken(number: number): string;
  agentCookie(number: number): string;
}

/** Events that a conversation begins with here: created, waiting, assigned. */
export const FIRST_SEQ = 3;

/** Agents with sessions, visitors with tokens, and conversations in the middle of being served, straight into the tables. */
export async function populate(
  desk: Desk,
  counts: { agents: number; conversations: number; visitors?: number },
): Promise<Party> {
  const [conversations, visitors, agents] = [numberedIds(), numberedIds(), numberedIds()];
  const sessionPrefix = randomBytes(16).toString('hex');
  const run = (text: string, values: unknown[]) => desk.database.pool.query(text, values);

  const { rows } = await run(
    `insert into org_units (name, parent_id, is_skill_group, path, max_conversations)
     select 'bench ${agents.prefix}', min(id), true, '', 999 from org_units where parent_id is null returning id`,
    [],
  );
  const unit = (rows[0] as { id: number }).id;
  // A channel of their own: what visitors begin here comes to these agents.
  const channel = `bench-${visitors.prefix.slice(0, 8)}`;
  await run(
    `insert into channels (id, type, name, org_unit_id, skill_group_id, settings, identity_secret)
     select $1, type, 'bench', $2, $2, settings, identity_secret from channels where id = 'demo'`,
    [channel, unit],
  );
  const numbers = (count: number) => [count - 1];
  await run(
    `insert into accounts (id, username, name, email, org_unit_id, is_agent)
     select (${idOf(agents)})::uuid, '${agents.prefix.slice(0, 8)}' || n, '客服 ' || n, '${agents.prefix.slice(0, 8)}' || n || '@example.com', ${unit}, true
     from generate_series(0, $1::int) n`,
    numbers(counts.agents),
  );
  await run(
    `insert into account_roles (account_id, role_id)
     select (${idOf(agents)})::uuid, roles.id from generate_series(0, $1::int) n, roles where built_in = 'agent'`,
    numbers(counts.agents),
  );
  await run(
    `insert into agents (account_id, wanted, state, seen_at)
     select (${idOf(agents)})::uuid, 'ready', 'ready', now() from generate_series(0, $1::int) n`,
    numbers(counts.agents),
  );
  await run(
    `insert into sessions (id, token, account_id, expires_at)
     select gen_random_uuid(), '${sessionPrefix}' || n, (${idOf(agents)})::uuid, now() + interval '1 day' from generate_series(0, $1::int) n`,
    numbers(counts.agents),
  );
  await run(
    `insert into visitors (id, channel_id, locale)
     select (${idOf(visitors)})::uuid, '${channel}', 'zh-CN' from generate_series(0, $1::int) n`,
    numbers(counts.visitors ?? counts.conversations),
  );
  await run(
    `insert into conversations (id, channel_id, skill_group_id, visitor_id, state, origin, agent_id, created_at, assigned_at, last_seq)
     select (${idOf(conversations)})::uuid, '${channel}', ${unit}, (${idOf(visitors)})::uuid, 'active', 'visitor',
       (${idOf(agents, `n % ${counts.agents}`)})::uuid, now(), now(), ${FIRST_SEQ}
     from generate_series(0, $1::int) n`,
    numbers(counts.conversations),
  );
  await run(
    `insert into events (type, conversation_id, seq, org_unit_id, actor_kind, payload)
     select e.type, (${idOf(conversations)})::uuid, e.seq, ${unit}, 'system',
       case e.seq
         when 1 then '{"origin":"visitor"}'::jsonb
         when 2 then jsonb_build_object('reason', 'opened', 'since', to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
         else jsonb_build_object('by', 'routing', 'agent', jsonb_build_object('id', ${idOf(agents, `n % ${counts.agents}`)}, 'name', '客服 ' || n % ${counts.agents}))
       end
     from generate_series(0, $1::int) n
     cross join (values ('conversation.created', 1), ('conversation.waiting', 2), ('conversation.assigned', 3)) as e (type, seq)`,
    numbers(counts.conversations),
  );
  await run('analyze', []);

  const tokens = createVisitorTokens(desk.keys.derive('visitor tokens'));
  return {
    conversations,
    visitors,
    agents,
    conversationCount: counts.conversations,
    agentCount: counts.agents,
    visitorToken: (number) => tokens.issue({ id: visitors.id(number), channelId: channel }),
    agentCookie: (number) => sessionCookie(desk.keys, `${sessionPrefix}${number}`),
  };
}

/** SQL for the id with number `expression`. */
function idOf(ids: NumberedIds, expression = 'n'): string {
  return `'${ids.prefix}' || lpad(to_hex(${expression}), 12, '0')`;
}
