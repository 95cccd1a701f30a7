import type { OnlineVisitor } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import type { CommittedEvent } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { findConversationStates } from './visits.store.ts';

const GATHER_MS = 150;
const MOVES = new Set([
  'conversation.created',
  'conversation.waiting',
  'conversation.assigned',
  'conversation.transferred',
  'conversation.closed',
]);

/** Tells how the conversations of visitors stand: gathers what has moved, and reads it together. */
export function watchConversations(
  db: Database,
  tell: (visitorId: string, conversationId: string, conversation: OnlineVisitor['conversation']) => void,
  log: Logger,
): { onCommitted(events: readonly CommittedEvent[]): void; stop(): void } {
  const moved = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  async function read(): Promise<void> {
    timer = null;
    const ids = [...moved];
    moved.clear();
    for (const { id, visitor_id, state, agent } of await findConversationStates(db, ids)) {
      const isOpen = state === 'bot' || state === 'waiting' || state === 'active';
      tell(visitor_id, id, isOpen ? { id, state, agent } : null);
    }
  }

  return {
    onCommitted: (events) => {
      for (const { type, conversationId } of events)
        if (conversationId !== undefined && MOVES.has(type)) moved.add(conversationId);
      if (moved.size === 0) return;
      timer ??= setTimeout(
        () => void read().catch((error: unknown) => log.warn({ err: error }, 'states of conversations')),
        GATHER_MS,
      );
    },
    stop: () => {
      if (timer) clearTimeout(timer);
    },
  };
}
