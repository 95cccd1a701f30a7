import type { Database } from '../../platform/database/index.ts';
import { findChannel } from '../channels/index.ts';
import type { UnitTree } from '../organization/index.ts';

/** What is needed of a channel for each visitor who comes. */
export interface TrackedChannel {
  readonly id: string;
  readonly name: string;
  readonly skillGroupId: number;
  readonly locale: 'auto' | 'zh-CN' | 'en';
}

export interface TrackedChannels {
  /** Undefined: unknown, switched off, or its pages report nothing. */
  find(id: string): Promise<TrackedChannel | undefined>;
  forget(id: string): void;
}

/** Another node may have changed it without our hearing of it. */
const FRESH_MS = 30_000;
const MOST = 10_000;

/** Channels as they were a moment ago: ten thousand visitors must not ask the database for the same row. */
export function createTrackedChannels(db: Database, tree: UnitTree): TrackedChannels {
  const kept = new Map<string, { readonly at: number; readonly channel: Promise<TrackedChannel | undefined> }>();

  async function read(id: string): Promise<TrackedChannel | undefined> {
    const channel = await findChannel(db, id);
    if (!channel?.enabled || channel.type !== 'web' || !channel.settings.trackVisitors) return undefined;
    // Made a moment ago, perhaps on another node.
    if (tree.lineOf(channel.skillGroup.id).length === 0) await tree.refresh();
    return { id, name: channel.name, skillGroupId: channel.skillGroup.id, locale: channel.settings.locale };
  }

  return {
    find: (id) => {
      const known = kept.get(id);
      if (known && performance.now() - known.at < FRESH_MS) return known.channel;
      if (kept.size >= MOST) kept.clear();
      const channel = read(id);
      kept.set(id, { at: performance.now(), channel });
      channel.catch(() => kept.delete(id));
      return channel;
    },
    forget: (id) => void kept.delete(id),
  };
}
