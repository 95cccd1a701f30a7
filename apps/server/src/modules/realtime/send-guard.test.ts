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
  test('nothing more of that round is taken, other conversations go on undisturbed', () => {
    const guard = new SendGuard(Number.POSITIVE_INFINITY);
    guard.refuse('talk', 0, guard.admit('talk', 0, 0));
    expect(codeOf(() => guard.admit('talk', 0, 0))).toBe('busy');
    expect(codeOf(() => guard.admit('other', 0, 0))).toBe('fine');
    expect(codeOf(() => guard.admit('talk', 1, 0))).toBe('fine');
  });

  test('those that were admitted behind it lose their turn, those before it keep theirs', () => {
    const guard = new SendGuard(Number.POSITIVE_INFINITY);
    const [first, second, third] = [3, 3, 3].map((round) => guard.admit('talk', round, 0)) as [number, number, number];
    guard.refuse('talk', 3, second);
    expect(codeOf(() => guard.check('talk', 3, first))).toBe('fine');
    expect(codeOf(() => guard.check('talk', 3, third))).toBe('busy');
    expect(codeOf(() => guard.check('talk', 4, guard.admit('talk', 4, 0)))).toBe('fine');
  });

  test('of several refused messages the earliest decides', () => {
    const guard = new SendGuard(Number.POSITIVE_INFINITY);
    const [first, second] = [guard.admit('talk', 0, 0), guard.admit('talk', 0, 0)];
    guard.refuse('talk', 0, null);
    expect(codeOf(() => guard.check('talk', 0, second))).toBe('fine');
    guard.refuse('talk', 0, first);
    expect(codeOf(() => guard.check('talk', 0, second))).toBe('busy');
  });

  test('a late word of an earlier round opens nothing', () => {
    const guard = new SendGuard(Number.POSITIVE_INFINITY);
    guard.refuse('talk', 5, null);
    guard.refuse('talk', 2, null);
    for (const round of [0, 2, 5]) expect(codeOf(() => guard.admit('talk', round, 0))).toBe('busy');
  });
});

describe('limits', () => {
  test('32 unanswered messages are enough', () => {
    const guard = new SendGuard(Number.POSITIVE_INFINITY);
    expect(codeOf(() => guard.admit('talk', 0, 31))).toBe('fine');
    expect(codeOf(() => guard.admit('talk', 0, 32))).toBe('too_many_in_flight');
  });

  test('so many a minute, then one says when to come again', () => {
    const guard = new SendGuard(2);
    for (let word = 0; word < 2; word += 1) guard.admit('talk', 0, 0);
    expect(() => guard.admit('talk', 0, 0)).toThrowError(
      expect.objectContaining({ code: 'rate_limited', extras: { retryAfterMs: expect.any(Number) } }),
    );
  });
});
