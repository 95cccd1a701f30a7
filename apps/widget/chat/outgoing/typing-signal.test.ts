import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTypingSignal } from './typing-signal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const listen = (showsDrafts: boolean) => {
  const sent: (string | undefined)[] = [];
  return {
    sent,
    signal: createTypingSignal(
      (draft) => sent.push(draft),
      () => showsDrafts,
    ),
  };
};

test('says at most every 3 s that the visitor types, and never what', () => {
  const { sent, signal } = listen(false);
  for (let count = 0; count < 70; count++) {
    signal.typed('x'.repeat(count + 1));
    vi.advanceTimersByTime(100);
  }
  expect(sent).toEqual([undefined, undefined, undefined]);
});

test('an emptied field is not typing', () => {
  const { sent, signal } = listen(false);
  signal.typed('');
  expect(sent).toEqual([]);
});

test('where drafts are shown, the newest goes out at most every 500 ms', () => {
  const { sent, signal } = listen(true);
  for (const text of ['有', '有没', '有没有', '有没有货']) {
    signal.typed(text);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual(['有', '有没有货']);
  signal.typed('');
  vi.advanceTimersByTime(500);
  expect(sent.at(-1)).toBe('');
});

test('what was sent as a message does not follow as a draft', () => {
  const { sent, signal } = listen(true);
  signal.typed('好');
  vi.advanceTimersByTime(100);
  signal.typed('好的');
  signal.stop();
  vi.advanceTimersByTime(5_000);
  expect(sent).toEqual(['好']);
});

test('a long draft is cut to what the protocol carries', () => {
  const { sent, signal } = listen(true);
  signal.typed('长'.repeat(5_000));
  vi.advanceTimersByTime(1);
  expect(sent[0]).toHaveLength(1_000);
});
