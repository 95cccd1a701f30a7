import type { PluginLogLine } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { LogLevel, PluginLine } from './plugin-logs.ts';

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export interface LogQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** This and worse. */
  readonly level?: LogLevel | undefined;
  readonly source?: PluginLine['source'] | undefined;
}

/** Newest first. */
export async function listLogs(
  db: Database,
  id: string,
  { cursor, limit, level, source }: LogQuery,
): Promise<{ items: PluginLogLine[]; nextCursor: string | null }> {
  const rows = await db
    .selectFrom('plugin_logs')
    .selectAll()
    .where('plugin_id', '=', id)
    .$if(cursor !== undefined && /^\d{1,18}$/.test(cursor), (query) => query.where('id', '<', cursor ?? ''))
    .$if(level !== undefined, (query) => query.where('level', 'in', LEVELS.slice(LEVELS.indexOf(level ?? 'debug'))))
    .$if(source !== undefined, (query) => query.where('source', '=', source ?? ''))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(
    (row): PluginLogLine => ({
      id: row.id,
      at: row.at.toISOString(),
      node: row.node,
      level: row.level as LogLevel,
      source: row.source as PluginLine['source'],
      message: row.message,
      fields: row.fields as Record<string, unknown> | null,
    }),
  );
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
