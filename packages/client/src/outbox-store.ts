import type { ErrorBody, ErrorCode, MessageDraft } from '@cskefu/contract';

/** A message that its author has written and the server has not acknowledged yet. */
export interface OutboxItem {
  /** Id of the message, the same for each try. */
  readonly id: string;
  /** Null for visitors: the server knows their open conversation, or begins one. */
  readonly conversationId: string | null;
  readonly message: MessageDraft;
  /** ISO 8601. */
  readonly createdAt: string;
  /** Messages are sent in ascending order. */
  readonly order: number;
  /** Not to be sent before this moment, milliseconds since 1970: until then its author may take it back. */
  readonly notBefore?: number;
  /** `waiting` for the connection or its turn; `sending`: sent, not answered; `failed`: refused for good. */
  readonly state: 'waiting' | 'sending' | 'failed';
  /** Only with `failed`. */
  readonly error?: ErrorCode;
  /** With `failed`: the words of the plugin that refused it. */
  readonly refusal?: NonNullable<ErrorBody['text']>;
}

/**
 * Where messages survive a reload. Item by item, so that two tabs which share a store never overwrite each other's words.
 * `put` may throw when it cannot keep the item: the outbox then holds it in memory only.
 */
export interface OutboxStore {
  list(): OutboxItem[];
  put(item: OutboxItem): void;
  remove(id: string): void;
}

/** Keeps messages as long as the program runs. */
export function memoryOutboxStore(): OutboxStore {
  const items = new Map<string, OutboxItem>();
  return {
    list: () => [...items.values()],
    put: (item) => void items.set(item.id, item),
    remove: (id) => void items.delete(id),
  };
}

/** What is used of `localStorage`. */
export interface StorageLike {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * Keeps each message under a key of its own, `prefix` + id. The prefix must name the author: another account or visitor on
 * the same machine must not send these words.
 */
export function webOutboxStore(storage: StorageLike, prefix: string): OutboxStore {
  return {
    list() {
      const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
      return keys.flatMap((key) => (key?.startsWith(prefix) ? parseItem(storage.getItem(key)) : []));
    },
    put: (item) => storage.setItem(prefix + item.id, JSON.stringify(item)),
    remove: (id) => storage.removeItem(prefix + id),
  };
}

function parseItem(text: string | null): OutboxItem[] {
  try {
    const item = JSON.parse(text ?? 'null');
    return typeof item?.id === 'string' && typeof item.order === 'number' && item.message ? [item] : [];
  } catch {
    return [];
  }
}
