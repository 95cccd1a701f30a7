import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import type { Logger } from '../../platform/logging/index.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface PluginLine {
  readonly level: LogLevel;
  /** log: written by the plugin; output: printed by its process; desk: what the desk did with it. */
  readonly source: 'log' | 'output' | 'desk';
  readonly message: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Keeps what plugins say: the newest lines of each, written a second later, and only so many in each second. */
export interface PluginLogs {
  write(pluginId: string, line: PluginLine): void;
  /** Resolves when what has been said so far is stored. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const FLUSH_MS = 1_000;
const LINES_PER_FLUSH = 100;
const LINES_KEPT = 2_000;
const TRIM_EVERY = 20;
const MAX_MESSAGE = 4_000;
const MAX_FIELDS = 8_000;

interface Waiting extends PluginLine {
  readonly pluginId: string;
  readonly at: Date;
}

export interface PluginLogParts {
  readonly db: Database;
  readonly node: string;
  readonly log: Logger;
  /** Hides what the plugin must not tell. */
  readonly redact: (pluginId: string, text: string) => string;
}

export const createPluginLogs = ({ db, node, log, redact }: PluginLogParts): PluginLogs => {
  let waiting: Waiting[] = [];
  const counts = new Map<string, number>();
  let flushes = 0;
  let writing: Promise<void> = Promise.resolve();

  const take = (): Waiting[] => {
    const taken = waiting;
    const at = new Date();
    for (const [pluginId, count] of counts)
      if (count > LINES_PER_FLUSH)
        taken.push({
          pluginId,
          at,
          level: 'warn',
          source: 'desk',
          message: `${count - LINES_PER_FLUSH} more lines within one second were dropped`,
        });
    waiting = [];
    counts.clear();
    return taken;
  };

  const store = async (lines: readonly Waiting[]) => {
    // One that was uninstalled meanwhile has no row to belong to.
    await sql`
      insert into plugin_logs (plugin_id, node, at, level, source, message, fields)
      select plugin_id, ${node}, at, level, source, message, fields
      from jsonb_to_recordset(${JSON.stringify(lines.map((line) => rowOf(line, redact)))}::jsonb)
        as line (plugin_id text, at timestamptz, level text, source text, message text, fields jsonb)
      where exists (select 1 from plugins where id = plugin_id)`.execute(db);
    if (flushes++ % TRIM_EVERY === 0) for (const id of new Set(lines.map((line) => line.pluginId))) await trim(db, id);
  };

  const flush = (): Promise<void> => {
    const lines = take();
    if (lines.length > 0)
      writing = writing.then(() => store(lines)).catch((error) => log.warn({ err: error }, 'plugin logs'));
    return writing;
  };
  const timer = setInterval(() => void flush(), FLUSH_MS);
  timer.unref();

  return {
    write: (pluginId, line) => {
      const count = (counts.get(pluginId) ?? 0) + 1;
      counts.set(pluginId, count);
      if (count <= LINES_PER_FLUSH) waiting.push({ ...line, pluginId, at: new Date() });
    },
    flush,
    stop: () => {
      clearInterval(timer);
      return flush();
    },
  };
};

const rowOf = ({ pluginId, at, level, source, message, fields }: Waiting, redact: PluginLogParts['redact']) => ({
  plugin_id: pluginId,
  at: at.toISOString(),
  level,
  source,
  message: storable(redact(pluginId, message)).slice(0, MAX_MESSAGE),
  fields: fields === undefined ? null : fieldsOf(redact(pluginId, storable(JSON.stringify(fields)))),
});

const fieldsOf = (json: string): unknown => {
  if (json.length > MAX_FIELDS) return { text: json.slice(0, MAX_FIELDS) };
  try {
    return JSON.parse(json);
  } catch {
    return { text: json };
  }
};

/** PostgreSQL stores neither U+0000 nor half a character. */
const storable = (text: string): string => text.replaceAll('\u0000', '').replaceAll('\\u0000', '').toWellFormed();

const trim = async (db: Database, pluginId: string): Promise<void> => {
  await sql`
    delete from plugin_logs where plugin_id = ${pluginId} and id <
      (select id from plugin_logs where plugin_id = ${pluginId} order by id desc offset ${LINES_KEPT} limit 1)`.execute(
    db,
  );
};
