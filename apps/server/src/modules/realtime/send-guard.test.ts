import { describe, expect, test } from 'vitest';
import { SendGuard } from './send-guard.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'fine';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('after a refusal', () => {
  test('only the refused message opens the conversation again; others go on undisturbed', () => {
    const guard = new SendGuard(Number.POSITIVE_INFINITY);
    guard.refuse('talk', 'a', guard.admit('talk', 'a', 0), 100);
    expect(codeOf(() => guard.admit('talk', 'b', 0))).toBe('busy');
    expect(codeOf(() => guard.admit('other', 'c', 0))).toBe('fine');
    expect(codeOf(() => guard.admit('talk', 'a', 0))).toBe('fine');
    expect(codeOf(() => guard.admit('talk', 'b', 0))).toBe('fine');
  });

  test('those that were admitted behind it lose their turn, those before it keep theirs', () => {
    const guard = new SendGuard(Number.POSITIVE_INFINITY);
    const [first, second, third] = ['a', 'b', 'c'].map((id) => guard.admit('talk', id, 0)) as [number, number, number];
    guard.refuse('talk', 'b', second, 100);
    expect(codeOf(() => guard.check('talk', first))).toBe('fine');
    expect(codeOf(() => guard.check('talk', third))).toBe('busy');
    const again = ['b', 'c'].map((id) => guard.admit('talk', id, 0));
    for (const ticket of again) expect(codeOf(() => guard.check('talk', ticket))).toBe('fine');
    expect(codeOf(() => guard.check('talk', third))).toBe('busy');
  });

  test('of several refused messages the earliest has to come first', () => {
    const guard = new SendGuard(Number.POSITIVE_INFINITY);
    const first = guard.admit('talk', 'a', 0);
    guard.refuse('talk', 'z', null, 100);
    guard.refuse('talk', 'a', first, 100);
    expect(codeOf(() => guard.admit('talk', 'z', 0))).toBe('busy');
    expect(codeOf(() => guard.admit('talk', 'a', 0))).toBe('fine');
  });
});

describe('limits', () => {
  test('32 unanswered messages are enough', () => {
    const guard = new SendGuard(Number.POSITIVE_INFINITY);
    expect(codeOf(() => guard.admit('talk', 'a', 31))).toBe('fine');
    expect(codeOf(() => guard.admit('talk', 'b', 32))).toBe('too_many_in_flight');
  });

  test('so many a minute, then one says when to come again', () => {
    const guard = new SendGuard(2);
    for (const id of ['a', 'b']) guard.admit('talk', id, 0);
    expect(() => guard.admit('talk', 'c', 0)).toThrowError(
      expect.objectContaining({ code: 'rate_limited', extras: { retryAfterMs: expect.any(Number) } }),
    );
  });
});
