import type { NatsConnection } from '@nats-io/transport-node';
import { StartupError } from '../config/index.ts';
import type { Logger } from '../logging/index.ts';

/**
 * How nodes tell each other what happened. At most once: whoever listens must notice a loss by itself (streams by their
 * numbers, lists by their next snapshot). A single node needs none, and pays nothing.
 */
export interface Broadcast {
  /** False when there are no other nodes: do not even serialize. */
  readonly active: boolean;
  publish(subject: string, data: Uint8Array): void;
  /** Messages of other nodes only. Answers with the function that ends it. */
  subscribe(subject: string, listener: (data: Uint8Array, subject: string) => void): () => void;
  /** Resolves when every subscription made so far is in force on the server. */
  flush(): Promise<void>;
  /** Called whenever the connection is back: whatever was published meanwhile is lost. */
  onReconnect(listener: () => void): void;
  /** Whether the other nodes can be reached now. */
  isConnected(): boolean;
  close(): Promise<void>;
}

export const singleNode: Broadcast = {
  active: false,
  publish: () => {},
  subscribe: () => () => {},
  flush: async () => {},
  onReconnect: () => {},
  isConnected: () => true,
  close: async () => {},
};

/** A server that leaves two of these unanswered is gone without a word. */
const PING_EVERY_MS = 5_000;

/**
 * Connects to NATS. After that it reconnects by itself, for ever; while it is away, nodes work on alone.
 * @throws {StartupError} if the first connection fails.
 */
export async function connectNats(url: string, log: Logger): Promise<Broadcast> {
  const { connect } = await import('@nats-io/transport-node');
  let connection: NatsConnection;
  try {
    connection = await connect({
      servers: url.split(','),
      name: 'cskefu',
      noEcho: true,
      timeout: 5_000,
      pingInterval: PING_EVERY_MS,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
    });
  } catch (error) {
    throw new StartupError(
      `NATS at ${url} cannot be reached: ${(error as Error).message}. Check NATS_URL and that the server runs.`,
    );
  }
  let connected = true;
  const reconnectListeners: (() => void)[] = [];
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') connected = false;
      if (status.type === 'reconnect') {
        connected = true;
        for (const listener of reconnectListeners) listener();
      }
      if (status.type === 'disconnect' || status.type === 'reconnect') log.warn({ status: status.type }, 'nats');
    }
  })();
  return {
    active: true,
    publish: (subject, data) => {
      if (!connection.isClosed()) connection.publish(subject, data);
    },
    subscribe: (subject, listener) => {
      const subscription = connection.subscribe(subject, {
        callback: (error, message) => {
          if (!error) listener(message.data, message.subject);
        },
      });
      return () => subscription.unsubscribe();
    },
    flush: () => connection.flush(),
    onReconnect: (listener) => void reconnectListeners.push(listener),
    isConnected: () => connected,
    close: () => connection.drain(),
  };
}
