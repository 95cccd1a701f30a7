import { hostname } from 'node:os';
import type { PluginNode } from '@cskefu/contract';
import { sql } from 'kysely';
import type { Database, DatabaseReader } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';

/** How a plugin does on this node. */
export type NodeReport = Omit<PluginNode, 'node' | 'seenAt'>;

const SAY_AGAIN_MS = 20_000;
const GONE_MS = 60_000;

/** Names this process among the nodes: where it runs, and which run it is. */
export const nameNode = (): string => `${hostname().slice(0, 40)}-${crypto.randomUUID().slice(0, 8)}`;

/** Tells the other nodes, by way of the database, how plugins do here: what changed, and now and then that all is as before. */
export const createNodeReporter = (db: Database, node: string, log: Logger) => {
  let said = new Map<string, { json: string; at: number }>();

  const tell = async (reports: ReadonlyMap<string, NodeReport>) => {
    const now = performance.now();
    const next = new Map([...reports].map(([id, report]) => [id, { json: JSON.stringify(report), at: now }]));
    const news = [...next].filter(([id, { json }]) => {
      const before = said.get(id);
      return !before || before.json !== json || now - before.at > SAY_AGAIN_MS;
    });
    const gone = [...said.keys()].some((id) => !next.has(id));
    for (const [id, before] of said) if (next.get(id)?.json === before.json) next.set(id, before);
    for (const [id, { json }] of news) next.set(id, { json, at: now });
    if (news.length > 0) await write(news.map(([id, { json }]) => ({ id, json })));
    if (gone) await forget([...next.keys()]);
    said = next;
  };

  const write = (rows: readonly { id: string; json: string }[]) =>
    sql`
      insert into plugin_nodes (plugin_id, node, report, seen_at)
      select id, ${node}, json::jsonb, now()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id text, json text)
      where exists (select 1 from plugins where plugins.id = row.id)
      on conflict (plugin_id, node) do update set report = excluded.report, seen_at = excluded.seen_at`.execute(db);

  const forget = (but: readonly string[]) =>
    sql`delete from plugin_nodes where node = ${node} and plugin_id <> all (${but as string[]})`.execute(db);

  return {
    tell: (reports: ReadonlyMap<string, NodeReport>): Promise<void> =>
      tell(reports).catch((error) => log.warn({ err: error }, 'reports of plugins')),
    /** This node goes; others that went without a word are forgotten, too. */
    leave: async (): Promise<void> => {
      await sql`
        delete from plugin_nodes
        where node = ${node} or seen_at < now() - interval '1 millisecond' * ${GONE_MS}`
        .execute(db)
        .catch(() => undefined);
    },
  };
};

/** What nodes have said within the last minute, of all plugins. */
export async function readReports(db: DatabaseReader): Promise<(PluginNode & { id: string })[]> {
  const rows = await db
    .selectFrom('plugin_nodes')
    .selectAll()
    .where('seen_at', '>', sql<Date>`now() - interval '1 millisecond' * ${GONE_MS}`)
    .orderBy('node')
    .limit(5_000)
    .execute();
  return rows.map((row) => ({
    ...(row.report as unknown as NodeReport),
    id: row.plugin_id,
    node: row.node,
    seenAt: row.seen_at.toISOString(),
  }));
}
