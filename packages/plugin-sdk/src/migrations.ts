import type { KeyValue, Log } from './context.ts';

/**
 * One step from how a plugin kept its data (`kv`) to how it keeps it now. The steps that are missing run once over all nodes, in order, before the new
 * version is asked anything. All that they write counts at once or, if one of them throws or they take longer than half a minute together, not at all:
 * then the version before goes on with what it has. So a step need not care what happens when it is interrupted.
 *
 *     migrations: [
 *       { to: 2, run: async ({ kv }) => {
 *         for await (const [key, { value }] of entriesOf(kv, 'order:')) await kv.set(key, { number: value, state: 'open' });
 *       } },
 *     ],
 */
export interface Migration {
  /** The version of the data that it leads to. Data of a plugin that never had a migration is of version 1, so the first one leads to 2, the next to 3. */
  readonly to: number;
  readonly run: (context: MigrationContext) => void | Promise<void>;
}

/** What a migration can do: read and write what the plugin keeps. Nothing else could be taken back. */
export interface MigrationContext {
  readonly pluginId: string;
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** An entry that is set without `ttlS` keeps the life that it has left. */
  readonly kv: KeyValue;
}
