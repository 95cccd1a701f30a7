import type { Logger } from '../logging/index.ts';
import type { CommittedEvent } from './event-log.ts';

/**
 * Tells the parts of this process what has just been committed here, in the order of the transaction. Fast and best effort: whoever
 * must not miss anything is a durable consumer, or a client with a position.
 */
export interface Announcements {
  announce(events: readonly CommittedEvent[]): void;
  listen(listener: (events: readonly CommittedEvent[]) => void): void;
}

export function createAnnouncements(log: Logger): Announcements {
  const listeners: ((events: readonly CommittedEvent[]) => void)[] = [];
  return {
    listen: (listener) => void listeners.push(listener),
    announce: (events) => {
      if (events.length === 0) return;
      for (const listener of listeners) {
        try {
          listener(events);
        } catch (error) {
          log.error({ err: error }, 'a listener of announcements failed');
        }
      }
    },
  };
}
