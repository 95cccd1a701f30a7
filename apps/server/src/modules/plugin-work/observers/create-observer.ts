import type { Database } from '../../../platform/database/index.ts';
import type { ConsumerDefinition, LoggedEvent } from '../../../platform/events/index.ts';
import type { PluginRuntime, RunningPlugin } from '../../plugins/index.ts';
import { groupEvents } from './group-events.ts';
import { presentEvents } from './present-events.ts';

export interface ObserverParts {
  readonly db: Database;
  readonly plugins: Pick<PluginRuntime, 'call'>;
}

const PAGE = 32;
const CEILING_MS = 5 * 60_000;
const MAX_ATTEMPTS = 12;
const SECOND = 1_000;
const HOUR = 60 * 60 * SECOND;

/** Name of the consumer, and so of its cursor and its dead letters. */
export const consumerOf = (pluginId: string) => `plugin:${pluginId}`;

/** One plugin as a reader of the log: what keeps failing becomes a dead letter after about an hour. `signal` ends what is under way. */
export function createObserver(
  { db, plugins }: ObserverParts,
  plugin: RunningPlugin,
  signal: AbortSignal,
): ConsumerDefinition {
  const observers = new Map(plugin.manifest.observers.map((observer) => [observer.type, observer]));

  async function tell(events: readonly LoggedEvent[]): Promise<void> {
    const observed = await presentEvents(db, plugin, events);
    const batches = groupEvents(observed, (type) => Math.min(PAGE, observers.get(type)?.batch ?? PAGE));
    for (const batch of batches) {
      const deadlineMs = Math.min(CEILING_MS, observers.get(batch.type)?.deadlineMs ?? CEILING_MS);
      await plugins.call(plugin.id, 'observe', batch, { deadlineMs, signal });
    }
  }

  return {
    name: consumerOf(plugin.id),
    types: [...observers.keys()],
    from: 'now',
    page: PAGE,
    handle: (event) => tell([event]),
    handleTogether: tell,
    maxAttempts: MAX_ATTEMPTS,
    backoffMs: (attempt) => Math.min(HOUR, SECOND * 2 ** (attempt - 1)),
  };
}
