import type { JobManifest } from '@cskefu/plugin-sdk';
import { expect, test } from 'vitest';
import { nextTime, scheduleOf } from './job-times.ts';

const job = (times: Partial<JobManifest>): JobManifest => ({ name: 'a', timeZone: 'UTC', timeoutMs: 1_000, ...times });
const at = (times: Partial<JobManifest>, after: string, random = 0) =>
  nextTime(job(times), new Date(after), () => random)?.toISOString() ?? null;

test('every so often, a little later at random', () => {
  expect(at({ every: '15m' }, '2026-01-01T00:00:00Z')).toBe('2026-01-01T00:15:00.000Z');
  expect(at({ every: '2h' }, '2026-01-01T00:00:00Z', 1)).toBe('2026-01-01T02:00:30.000Z');
  expect(at({ every: '1m' }, '2026-01-01T00:00:00Z', 1)).toBe('2026-01-01T00:01:06.000Z');
  expect(at({ every: '1d' }, '2026-01-01T00:00:00Z')).toBe('2026-01-02T00:00:00.000Z');
});

test('by the clock of a time zone, summer time and all', () => {
  const three = { cron: '0 3 * * *' };
  expect(at({ ...three, timeZone: 'Asia/Shanghai' }, '2026-01-01T00:00:00Z')).toBe('2026-01-01T19:00:00.000Z');
  expect(at({ ...three, timeZone: 'Europe/Berlin' }, '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z');
  expect(at({ cron: '*/10 9-17 * * 1-5' }, '2026-01-02T17:55:00Z')).toBe('2026-01-05T09:00:00.000Z');
});

test.each([
  {},
  { every: '5s' },
  { every: '0m' },
  { every: 'soon' },
  { cron: 'x' },
  { cron: '* * * * * *' },
  { cron: '0 0 31 2 *' },
])('what nobody understands is never: %o', (times) => expect(at(times, '2026-01-01T00:00:00Z')).toBeNull());

test('a time zone that does not exist is never', () => {
  expect(at({ cron: '0 3 * * *', timeZone: 'Asia/Nowhere' }, '2026-01-01T00:00:00Z')).toBeNull();
});

test('one line says when', () => {
  expect([scheduleOf(job({ every: '15m' })), scheduleOf(job({ cron: '0 3 * * *' }))]).toEqual([
    'every 15m',
    'cron 0 3 * * * UTC',
  ]);
});
