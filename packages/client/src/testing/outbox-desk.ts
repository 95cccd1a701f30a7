import type { ErrorCode } from '@cskefu/contract';
import { createOutbox, type Outbox } from '../outbox.ts';
import { memoryOutboxStore, type OutboxStore } from '../outbox-store.ts';
import { type FakeSocket, scriptRealtime } from './fake-socket.ts';

/** An outbox and the desk that it talks with, by a script. */
export function desk({ store = memoryOutboxStore() }: { store?: OutboxStore } = {}) {
  const script = scriptRealtime();
  const outbox = createOutbox({ store, realtime: script.realtime });
  return { ...script, store, outbox };
}

export const write = (outbox: Outbox, id: string, conversationId?: string) =>
  outbox.add({ id, message: { kind: 'text', text: id }, ...(conversationId !== undefined && { conversationId }) });

export const ack = (socket: FakeSocket, id: string) =>
  socket.say({ type: 'ack', id, conversationId: 'c', seq: 1, at: '2026-01-01T00:00:00.000Z' });

export const refuse = (socket: FakeSocket, id: string, code: ErrorCode, retryAfterMs?: number) =>
  socket.say({ type: 'error', id, code, ...(retryAfterMs !== undefined && { retryAfterMs }) });

export const event = (socket: FakeSocket, id: string) =>
  socket.say({
    type: 'event',
    event: {
      type: 'message.created',
      conversationId: 'c',
      seq: 1,
      at: '2026-01-01T00:00:00.000Z',
      message: {
        id,
        conversationId: 'c',
        seq: 1,
        at: '2026-01-01T00:00:00.000Z',
        author: { kind: 'visitor', id: null, name: '' },
        kind: 'text',
        text: id,
        file: null,
      },
    },
  });

export const states = (outbox: Outbox) => outbox.items().map((item) => `${item.id} ${item.state}`);
