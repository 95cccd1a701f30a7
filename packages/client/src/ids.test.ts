import { afterEach, expect, it, vi } from 'vitest';
import { newId } from './ids.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('makes UUIDs of version 7 that carry the time', () => {
  const before = Date.now();
  const id = newId();
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const time = Number.parseInt(id.slice(0, 13).replace('-', ''), 16);
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThan(before + 1_000);
});

it('makes ids that differ and sort in the order in which they were made', () => {
  const ids = Array.from({ length: 100_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

it('borrows time when one millisecond has no more room', () => {
  vi.useFakeTimers({ now: Date.now() + 60_000 });
  const ids = Array.from({ length: 10_000 }, newId);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...ids].sort()).toEqual(ids);
});

it('goes on in order when the clock is set back', () => {
  vi.useFakeTimers({ now: Date.now() + 3_600_000 });
  const before = newId();
  vi.setSystemTime(Date.now() - 7_200_000);
  const after = newId();
  expect(before < after).toBe(true);
});
