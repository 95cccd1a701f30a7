import type { Broadcast } from '../platform/realtime/index.ts';

/** What NATS is between nodes, in the memory of one process: at most once, and forgetful on demand. */
export interface SharedBroadcast {
  /** The connection of one more node. */
  node(): Broadcast;
  /** From 0 (nothing) to 1 (everything): how much is lost on the way. */
  loss: number;
  /** The connection was away and is back, says every node. */
  reconnect(): void;
  /** How many messages went through. */
  readonly delivered: number;
}

type Listener = (data: Uint8Array, subject: string) => void;

export function createSharedBroadcast(): SharedBroadcast {
  const nodes = new Set<Map<string, Set<Listener>>>();
  const reconnectListeners: (() => void)[] = [];
  const shared = {
    loss: 0,
    delivered: 0,
    reconnect: () => {
      for (const listener of reconnectListeners) listener();
    },
    node: (): Broadcast => {
      const subscriptions = new Map<string, Set<Listener>>();
      nodes.add(subscriptions);
      return {
        active: true,
        publish: (subject, data) => {
          const copy = Uint8Array.from(data);
          for (const others of nodes) if (others !== subscriptions) deliver(others, subject, copy);
        },
        subscribe: (subject, listener) => {
          const listeners = subscriptions.get(subject) ?? new Set();
          subscriptions.set(subject, listeners.add(listener));
          return () => void listeners.delete(listener);
        },
        flush: async () => {},
        onReconnect: (listener) => void reconnectListeners.push(listener),
        isConnected: () => true,
        close: async () => void nodes.delete(subscriptions),
      };
    },
  };

  function deliver(subscriptions: Map<string, Set<Listener>>, subject: string, data: Uint8Array): void {
    if (Math.random() < shared.loss) return;
    setImmediate(() => {
      for (const listener of subscriptions.get(subject) ?? []) {
        shared.delivered += 1;
        listener(data, subject);
      }
    });
  }
  return shared;
}
