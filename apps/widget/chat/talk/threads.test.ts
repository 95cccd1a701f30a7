import type { ServerFrame } from '@cskefu/contract';
import { expect, test } from 'vitest';
import { began, buildConversation, buildEvents, buildThread, said, wrote } from '../testing/build-thread.ts';
import { applyFrame, findMissing, findRequest, markRead } from './threads.ts';

const seed = (id: string) => buildConversation({ id });
const eventFrame = (seq: number, conversationId = 'c1'): ServerFrame => {
  const event = buildEvents([began, wrote('一'), said('二'), said('三'), said('四')], conversationId)[seq - 1];
  if (!event) throw new Error('no such event');
  return { type: 'event', event };
};
const held = buildThread([began, wrote('一'), said('二')]);

test('a new conversation becomes the last one', () => {
  const threads = applyFrame([held], eventFrame(1, 'c2'), seed);
  expect(threads.map((thread) => thread.conversation.id)).toEqual(['c1', 'c2']);
  expect(applyFrame(threads, eventFrame(1, 'c2'), seed)).toBe(threads);
});

test('after a hole the rest is asked for, and nothing is applied', () => {
  expect(applyFrame([held], eventFrame(5), seed)).toEqual([held]);
  expect(findRequest([held], eventFrame(5))).toEqual({ type: 'subscribe', conversationId: 'c1', after: 3 });
  expect(findRequest([held], eventFrame(4))).toBeNull();
});

test('a conversation that is not known, or was missed for too long, is fetched anew', () => {
  expect(findMissing([held], eventFrame(4, 'c9'))).toBe('c9');
  expect(findMissing([held], { type: 'reset', conversationId: 'c1', seq: 4_801 })).toBe('c1');
  expect(findMissing([held], eventFrame(4))).toBeNull();
  expect(findMissing([held], eventFrame(1, 'c9'))).toBeNull();
});

test('a read mark that the server never got is sent again', () => {
  const threads = markRead([held], 'c1', 3);
  const subscribed = (visitor: number): ServerFrame => ({
    type: 'subscribed',
    conversationId: 'c1',
    seq: 3,
    reads: { visitor, agent: 0 },
  });
  expect(findRequest(threads, subscribed(2))).toEqual({ type: 'read', conversationId: 'c1', seq: 3 });
  expect(findRequest(threads, subscribed(3))).toBeNull();
});
