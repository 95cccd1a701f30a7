import { expect, test } from 'vitest';
import { began, buildThread, ended, said, taken, wrote } from '../testing/build-thread.ts';
import { countUnread, nextReadMark } from './unread.ts';

const thread = (visitor: number) =>
  buildThread([began, wrote('在吗？'), taken, said('您好'), said('请问有什么可以帮您？')], {
    seq: 5,
    reads: { visitor, agent: 5 },
  });

test('counts what the other side wrote above the read mark', () => {
  expect(countUnread([thread(2)])).toBe(2);
  expect(countUnread([thread(4)])).toBe(1);
  expect(countUnread([thread(5)])).toBe(0);
});

test('own words and notices are never unread', () => {
  expect(countUnread([buildThread([began, wrote('在吗？'), taken, ended], { seq: 4 })])).toBe(0);
});

test('without a conversation nothing is unread', () => {
  expect(countUnread([])).toBe(0);
  expect(nextReadMark([])).toBeNull();
});

test('only the last conversation counts: the earlier ones were left behind', () => {
  const earlier = buildThread([began, said('您好')], { id: 'c0', seq: 2 });
  expect(countUnread([earlier, thread(5)])).toBe(0);
});

test('the read mark goes to the newest message of the other side, once', () => {
  expect(nextReadMark([thread(2)])).toEqual({ conversationId: 'c1', seq: 5 });
  expect(nextReadMark([thread(5)])).toBeNull();
});
