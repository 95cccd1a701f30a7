import type { Outbox, OutboxItem, Realtime } from '@cskefu/client';
import type { ServerFrame } from '@cskefu/contract';

/** A message of ours that the thread does not show yet. `seq` once the server has it. */
export interface PendingMessage {
  item: OutboxItem;
  seq: number | null;
}

/**
 * The outbox, and what has just left it. The acknowledgement of a message and its event may come in either order, and the
 * message must stay on the screen between the two.
 */
export interface Pending {
  attach: (outbox: Outbox) => void;
  /** In order; the same array until something changes. */
  of: (conversationId: string) => readonly PendingMessage[];
  subscribe: (listener: () => void) => () => void;
  dispose: () => void;
}

const KEPT = 64;

const storedAs = (frame: ServerFrame): { id: string; seq: number } | null => {
  if (frame.type === 'ack') return frame;
  if (frame.type === 'event' && frame.event.type === 'message.created') return frame.event.message;
  return null;
};

export const createPending = (realtime: Pick<Realtime, 'on'>): Pending => {
  let outbox: Outbox | null = null;
  let acknowledged: { item: OutboxItem; seq: number }[] = [];
  const views = new Map<string, { items: readonly OutboxItem[]; acknowledged: unknown; view: PendingMessage[] }>();

  const off = realtime.on('frame', (frame) => {
    const stored = storedAs(frame);
    const item = stored && outbox?.items().find(({ id }) => id === stored.id);
    if (item) acknowledged = [...acknowledged, { item, seq: stored.seq }].slice(-KEPT);
  });

  const noItems: readonly OutboxItem[] = [];

  return {
    attach: (box) => {
      outbox = box;
    },
    of: (conversationId) => {
      const items = outbox?.items(conversationId) ?? noItems;
      const known = views.get(conversationId);
      if (known?.items === items && known.acknowledged === acknowledged) return known.view;
      const sent = acknowledged.filter(({ item }) => item.conversationId === conversationId);
      const view = [...sent, ...items.map((item) => ({ item, seq: null }))];
      views.set(conversationId, { items, acknowledged, view });
      return view;
    },
    subscribe: (listener) => outbox?.subscribe(listener) ?? (() => undefined),
    dispose: off,
  };
};
