import {
  type ConsumerDefinition,
  type ConsumerParts,
  type DurableConsumer,
  startConsumer,
} from '../../../platform/events/index.ts';
import type { PluginRuntime, RunningPlugin } from '../../plugins/index.ts';
import { createObserver } from './create-observer.ts';
import { observableEvents } from './observable-events.ts';

interface Running {
  readonly plugin: RunningPlugin;
  readonly definition: ConsumerDefinition;
  readonly consumer: DurableConsumer;
  stop(): Promise<void>;
}

export interface Observers {
  start(): void;
  /** Something was committed. */
  wake(): void;
  /** Messages were stored: only for those who observe them. */
  wakeForMessages(): void;
  /** Those of the plugins that run on this node, for replaying what they gave up. */
  definitions(): readonly ConsumerDefinition[];
  stop(): Promise<void>;
}

/** A consumer for each plugin that observes something, started and stopped as plugins come and go. None holds up another. */
export function createObservers({
  plugins,
  ...parts
}: ConsumerParts & { readonly plugins: Pick<PluginRuntime, 'running' | 'onChange' | 'call'> }): Observers {
  const { connection, log } = parts;
  const running = new Map<string, Running>();
  /** Of one plugin, only one at a time: the next begins when the last has let go. */
  const leaving = new Map<string, Promise<void>>();
  let started = false;

  function begin(plugin: RunningPlugin): void {
    const abort = new AbortController();
    const definition = createObserver({ db: connection.db, plugins }, plugin, abort.signal);
    const consumer = startConsumer(definition, parts);
    const unknown = definition.types.filter((type) => !Object.hasOwn(observableEvents, type));
    if (unknown.length > 0) log.warn({ plugin: plugin.id, unknown }, 'a plugin observes what never happens');
    running.set(plugin.id, {
      plugin,
      definition,
      consumer,
      stop: () => {
        abort.abort();
        return consumer.stop();
      },
    });
  }

  function end(id: string, one: Running): void {
    running.delete(id);
    const left = one.stop().finally(() => {
      leaving.delete(id);
      reconcile();
    });
    leaving.set(id, left);
  }

  function reconcile(): void {
    if (!started) return;
    const wanted = new Map(plugins.running().map((plugin) => [plugin.id, plugin]));
    for (const [id, one] of running) if (!isSame(one.plugin, wanted.get(id))) end(id, one);
    for (const [id, plugin] of wanted)
      if (plugin.manifest.observers.length > 0 && !running.has(id) && !leaving.has(id)) begin(plugin);
  }
  plugins.onChange(reconcile);

  return {
    start: () => {
      started = true;
      reconcile();
    },
    wake: () => {
      for (const { consumer } of running.values()) consumer.wake();
    },
    wakeForMessages: () => {
      for (const { consumer, definition } of running.values())
        if (definition.types.includes('message.created')) consumer.wake();
    },
    definitions: () => [...running.values()].map(({ definition }) => definition),
    stop: async () => {
      started = false;
      for (const [id, one] of running) end(id, one);
      await Promise.all(leaving.values());
    },
  };
}

/** A new version has other observers; new grants show other things, another unit shows those of others. */
const isSame = (one: RunningPlugin, other: RunningPlugin | undefined) =>
  other !== undefined &&
  one.version === other.version &&
  one.manifest === other.manifest &&
  one.orgUnitId === other.orgUnitId &&
  [...one.grants].join() === [...other.grants].join();
