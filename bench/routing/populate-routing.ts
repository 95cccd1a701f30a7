import { randomBytes } from 'node:crypto';
import { sessionCookie } from '../desk/credentials.ts';
import type { Desk } from '../desk/desk.ts';
import { type NumberedIds, numberedIds } from '../desk/numbered-ids.ts';

export const GROUPS = 50;
export const AGENTS = 1_000;
export const WAITING = 10_000;
/** Half of what waits finds an agent at once, the other half when somebody is free again. */
export const CAPACITY = 5;

export interface Groups {
  readonly agents: NumberedIds;
  agentCookie(number: number): string;
}

/** Skill groups with agents who are ready, and a queue before each, straight into the tables. Nothing is assigned yet. */
export async function populateRouting({ database, keys }: Desk): Promise<Groups> {
  const [conversations, visitors, agents] = [numberedIds(), numberedIds(), numberedIds()];
  const sessionPrefix = randomBytes(16).toString('hex');
  const name = agents.prefix.slice(0, 8);
  const run = (text: string) => database.pool.query(text);
  const idOf = (ids: NumberedIds, n = 'n') => `('${ids.prefix}' || lpad(to_hex(${n}), 12, '0'))::uuid`;
  const groups = `(select id, name, row_number() over (order by id) - 1 as g from org_units where name like 'queue ${name} %')`;

  await run(
    `insert into org_units (name, parent_id, is_skill_group, path, max_conversations)
     select 'queue ${name} ' || n, (select id from org_units where parent_id is null), true, '', ${CAPACITY} from generate_series(1, ${GROUPS}) n`,
  );
  await run(
    `insert into accounts (id, username, name, email, org_unit_id, is_agent)
     select ${idOf(agents)}, '${name}' || n, '客服 ' || n, '${name}' || n || '@example.com', g.id, true
     from generate_series(0, ${AGENTS - 1}) n join ${groups} g on g.g = n % ${GROUPS}`,
  );
  await run(
    `insert into account_roles (account_id, role_id)
     select ${idOf(agents)}, roles.id from generate_series(0, ${AGENTS - 1}) n, roles where built_in = 'agent'`,
  );
  await run(
    `insert into agents (account_id, wanted, state, since, seen_at)
     select ${idOf(agents)}, 'ready', 'ready', now() - interval '1 hour', now() from generate_series(0, ${AGENTS - 1}) n`,
  );
  await run(
    `insert into sessions (id, token, account_id, expires_at)
     select gen_random_uuid(), '${sessionPrefix}' || n, ${idOf(agents)}, now() + interval '1 day' from generate_series(0, ${AGENTS - 1}) n`,
  );
  await run(
    `insert into visitors (id, channel_id, locale) select ${idOf(visitors)}, 'demo', 'zh-CN' from generate_series(0, ${WAITING - 1}) n`,
  );
  await run(
    `insert into conversations (id, channel_id, skill_group_id, visitor_id, state, origin, created_at, waiting_since, last_seq)
     select ${idOf(conversations)}, 'demo', g.id, ${idOf(visitors)}, 'waiting', 'visitor', t.at, t.at, 2
     from generate_series(0, ${WAITING - 1}) n join ${groups} g on g.g = n % ${GROUPS}
     cross join lateral (select now() - interval '10 minutes' + n * interval '10 milliseconds' as at) t`,
  );
  await run(
    `insert into events (type, conversation_id, seq, org_unit_id, actor_kind, payload)
     select e.type, ${idOf(conversations)}, e.seq, g.id, 'system', e.payload::jsonb
     from generate_series(0, ${WAITING - 1}) n join ${groups} g on g.g = n % ${GROUPS}
     cross join (values ('conversation.created', 1, '{"origin":"visitor"}'), ('conversation.waiting', 2, '{"reason":"opened"}')) as e (type, seq, payload)`,
  );
  // What was put here is no news: the consumer of the log begins behind it.
  await run(`update event_consumers set transaction_id = pg_current_xact_id(), position = 0`);
  await run('analyze');
  return { agents, agentCookie: (number) => sessionCookie(keys, `${sessionPrefix}${number}`) };
}
