import { type OutboxItem, webOutboxStore } from '@cskefu/client';
import { expect, test } from 'vitest';
import { memoryStorage } from '../testing/memory-storage.ts';
import { moveOutbox } from './visitor-outbox.ts';

const item = (id: string): OutboxItem => ({
  id,
  conversationId: null,
  message: { kind: 'text', text: id },
  createdAt: '2026-11-23T01:00:00.000Z',
  order: 1,
  state: 'waiting',
});

const storageWith = (visitorId: string) => {
  const storage = memoryStorage();
  webOutboxStore(storage, `cskefu:demo:outbox:${visitorId}:`).put(item('m1'));
  const idsOf = (id: string) =>
    webOutboxStore(storage, `cskefu:demo:outbox:${id}:`)
      .list()
      .map((it) => it.id);
  return { storage, idsOf };
};

test('unsent words of an anonymous visitor go along to the new one: it is the same person', () => {
  const { storage, idsOf } = storageWith('old');
  moveOutbox(storage, 'demo', { token: 't', id: 'old', identified: false }, 'new');
  expect(idsOf('new')).toEqual(['m1']);
  expect(idsOf('old')).toEqual([]);
});

test('unsent words of an identified person are never sent by the next one at the same machine', () => {
  const { storage, idsOf } = storageWith('li-wei');
  moveOutbox(storage, 'demo', { token: 't', id: 'li-wei', identified: true }, 'wang');
  expect(idsOf('wang')).toEqual([]);
  expect(idsOf('li-wei')).toEqual(['m1']);
});
