import type { ObservedEvent } from '@cskefu/plugin-sdk';

/** Events of one type that go over in one call. */
export interface EventBatch {
  readonly type: string;
  readonly events: readonly ObservedEvent[];
}

/**
 * As few calls as the order allows: events of one type together, at most `limit`, but what happens in one conversation is told in its order. Pure.
 */
export const groupEvents = (
  events: readonly ObservedEvent[],
  limitOf: (type: string) => number,
): readonly EventBatch[] => {
  const batches: { type: string; events: ObservedEvent[] }[] = [];
  /** By type, the batch that still takes events; by conversation, the last batch that it stands in. */
  const open = new Map<string, number>();
  const lastOf = new Map<string, number>();
  for (const event of events) {
    const before = event.conversationId === null ? undefined : lastOf.get(event.conversationId);
    let at = open.get(event.type);
    const isFull = at !== undefined && (batches[at]?.events.length ?? 0) >= limitOf(event.type);
    if (at === undefined || isFull || (before !== undefined && before > at)) {
      at = batches.push({ type: event.type, events: [] }) - 1;
      open.set(event.type, at);
    }
    batches[at]?.events.push(event);
    if (event.conversationId !== null) lastOf.set(event.conversationId, at);
  }
  return batches;
};
