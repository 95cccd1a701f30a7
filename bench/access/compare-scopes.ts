import { Kysely, PostgresDialect } from 'kysely';
import { countInbox, listWaiting } from '../../apps/server/src/modules/conversations/conversations.store.ts';
import type { DatabaseConnection } from '../../apps/server/src/platform/database/index.ts';
import { median } from '../median.ts';

interface Statement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

const PAGE = 51;
const AGENT = '00000000-0000-4000-8000-000000000000';
const PREDICATE = /"c"\."skill_group_id" in \(select unit\.id from org_units unit where unit\.path like (\$\d+)\)/;

/** The statements of an inbox list as the server makes them, and the same without the predicate of the scope (which the top does without, too). */
export async function inboxStatements(connection: DatabaseConnection, path: string) {
  const scoped: Statement[] = [];
  const db = new Kysely<never>({
    dialect: new PostgresDialect({ pool: connection.pool }),
    log: ({ query }) => void scoped.push({ sql: query.sql, parameters: query.parameters }),
  }) as unknown as DatabaseConnection['db'];
  await listWaiting(db, { id: 0, path }, null, PAGE);
  await countInbox(db, AGENT, { id: 0, path });
  const unscoped = scoped.map(({ sql, parameters }) => {
    return { sql: sql.replace(PREDICATE, '$1::text is not null'), parameters };
  });
  return { scoped, unscoped };
}

/** Median milliseconds of both, run in turn. */
export async function compareScopes(connection: DatabaseConnection, path: string, rounds: number) {
  const { scoped, unscoped } = await inboxStatements(connection, path);
  const client = await connection.connect('bench access', { silentMs: null });
  const run = async (statements: readonly Statement[]) => {
    const begun = performance.now();
    for (const { sql, parameters } of statements) await client.query(sql, [...parameters]);
    return performance.now() - begun;
  };
  const times = { scoped: [] as number[], unscoped: [] as number[] };
  try {
    for (let round = 0; round < rounds; round++) {
      times.unscoped.push(await run(unscoped));
      times.scoped.push(await run(scoped));
    }
  } finally {
    await client.end();
  }
  return { scopedMs: median(times.scoped), unscopedMs: median(times.unscoped) };
}
