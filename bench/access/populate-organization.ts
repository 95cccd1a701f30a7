import { randomBytes, randomUUID } from 'node:crypto';
import { sessionCookie } from '../desk/credentials.ts';
import type { Desk } from '../desk/desk.ts';

export interface Watcher {
  readonly name: string;
  readonly path: string;
  readonly cookie: string;
}

export const UNITS = 10_000;
export const ACCOUNTS = 10_000;
export const CONVERSATIONS = 1_000_000;
/** One in a hundred waits; the others are over. */
export const WAITING = 10_000;

/** A tree of four levels, people and conversations spread over it, and somebody on each level. */
export async function populateOrganization(desk: Desk): Promise<Watcher[]> {
  const client = await desk.database.connect('bench access', { silentMs: null });
  const query = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows;
  try {
    const [root] = await query<{ id: number; path: string }>('select id, path from org_units where parent_id is null');
    await query(
      `insert into org_units (name, parent_id, path) select '总部 ' || n, $1, '' from generate_series(1, 2) n`,
      [root?.id],
    );
    await query(
      `insert into org_units (name, parent_id, is_skill_group, path)
       select '大区 ' || n, h.id, true, '' from generate_series(1, 98) n join org_units h on h.name = '总部 ' || (n % 2 + 1)`,
    );
    await query(
      `insert into org_units (name, parent_id, is_skill_group, path)
       select u.name || ' 组 ' || n, u.id, true, '' from org_units u cross join generate_series(1, $1) n where u.name like '大区 %'`,
      [Math.round((UNITS - 100) / 98)],
    );
    await query(
      `create temp table groups as select id, row_number() over (order by id) - 1 as n from org_units where name like '大区 % 组 %'`,
    );
    await query('create unique index on groups (n)');
    const [{ count }] = (await query<{ count: number }>('select count(*)::int as count from groups')) as [
      { count: number },
    ];
    await query(
      `insert into accounts (id, username, name, email, org_unit_id, is_agent)
       select gen_random_uuid(), 'bench' || i, '客服 ' || i, 'bench' || i || '@example.com', g.id, false
       from generate_series(1, $1) i join groups g on g.n = i % $2`,
      [ACCOUNTS, count],
    );
    await query(
      `insert into account_roles (account_id, role_id) select a.id, r.id from accounts a, roles r where a.username like 'bench%' and r.built_in = 'agent'`,
    );
    await query(
      `insert into visitors (id, channel_id, locale) select gen_random_uuid(), 'demo', 'zh-CN' from generate_series(1, $1)`,
      [WAITING],
    );
    await query(
      `create temp table callers as select id, row_number() over () - 1 as n from visitors where channel_id = 'demo'`,
    );
    await query('create unique index on callers (n)');
    await query('create temp table workers as select id, row_number() over () - 1 as n from accounts');
    await query('create unique index on workers (n)');
    await query(
      `insert into conversations (id, channel_id, skill_group_id, visitor_id, state, origin, agent_id, created_at, waiting_since, closed_at, close_reason, last_seq)
       select gen_random_uuid(), 'demo', g.id, v.id, case when i < $2 then 'waiting' else 'closed' end, 'visitor',
         case when i < $2 then null else w.id end, now() - i * interval '10 seconds',
         case when i < $2 then now() - i * interval '1 second' end,
         case when i >= $2 then now() - i * interval '10 seconds' end, case when i >= $2 then 'agent' end, 3
       from generate_series(0, $1::int - 1) i
       join groups g on g.n = i % $3
       join callers v on v.n = i % $2
       join workers w on w.n = i % $4`,
      [CONVERSATIONS, WAITING, count, ACCOUNTS],
    );
    await query('vacuum analyze');
    const [half] = await query<{ id: number; path: string }>(`select id, path from org_units where name = '总部 1'`);
    const [middle] = await query<{ id: number; path: string }>(`select id, path from org_units where name = '大区 50'`);
    const [bottom] = await query<{ id: number; path: string }>(
      `select id, path from org_units where name = '大区 50 组 50'`,
    );
    const watcher = async (name: string, unit: { id: number; path: string } | undefined): Promise<Watcher> => {
      const [id, token] = [randomUUID(), randomBytes(16).toString('hex')];
      await query(
        `insert into accounts (id, username, name, email, org_unit_id, is_administrator) values ($1, $2, $2, $2 || '@example.com', $3, true)`,
        [id, `watcher${randomUUID().slice(0, 8)}`, unit?.id],
      );
      await query(
        `insert into sessions (id, token, account_id, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
        [randomUUID(), token, id],
      );
      return { name, path: unit?.path ?? '', cookie: sessionCookie(desk.keys, token) };
    };
    return [
      await watcher('top', root),
      await watcher('half', half),
      await watcher('middle', middle),
      await watcher('bottom', bottom),
    ];
  } finally {
    await client.end();
  }
}
