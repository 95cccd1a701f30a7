import type { OutboxItem } from '@cskefu/client';
import { expect, test } from 'vitest';
import { at, began, buildThread, wrote } from '../testing/build-thread.ts';
import { dropArrived, keepAccepted } from './accepted.ts';

const item: OutboxItem = {
  id: 'm1',
  conversationId: null,
  message: { kind: 'text', text: '在吗？' },
  createdAt: at(1),
  order: 1,
  state: 'sending',
};
const ack = { type: 'ack', id: 'm1', conversationId: 'c1', seq: 2, at: at(1) } as const;

test('a message stays on screen between its acknowledgement and its event', () => {
  const accepted = keepAccepted([], ack, [item]);
  expect(accepted).toEqual([{ item, conversationId: 'c1', seq: 2 }]);
  expect(dropArrived(accepted, [buildThread([began])])).toBe(accepted);
  expect(dropArrived(accepted, [buildThread([began, wrote('在吗？')])])).toEqual([]);
});

test('an acknowledgement of what is not here changes nothing', () => {
  expect(keepAccepted([], { ...ack, id: 'other' }, [item])).toEqual([]);
});
