import { expect, test } from 'vitest';
import { objectOf } from './http.ts';
import { doubtOf, refusalOf } from './send-results.ts';

const answer = (status: number, headers: Record<string, string> = {}) => ({ status, headers, body: new Uint8Array() });
const bytes = (text: string) => new TextEncoder().encode(text);

test('what HTTP tells about a message that was not taken', () => {
  expect(refusalOf(answer(429, { 'retry-after': '7' }))).toMatchObject({
    code: 'rate_limited',
    retry: { afterMs: 7_000 },
  });
  expect(refusalOf(answer(429))).toMatchObject({ retry: { afterMs: 1_000 } });
  const inAMinute = new Date(Date.now() + 60_000).toUTCString();
  const { retry } = refusalOf(answer(429, { 'retry-after': inAMinute })) as { retry: { afterMs: number } };
  expect(retry.afterMs).toBeGreaterThan(50_000);
  expect(refusalOf(answer(503))).toMatchObject({ code: 'provider_down', retry: 'backoff' });
  expect(refusalOf(answer(401))).toMatchObject({ code: 'bad_credentials', retry: 'no' });
  expect(refusalOf(answer(400))).toMatchObject({ code: 'content_refused', retry: 'no' });
  expect(refusalOf(answer(403), 'window_closed')).toMatchObject({ code: 'window_closed', retry: 'no' });
});

test('a message is in doubt unless it cannot have been sent', () => {
  const failed = (code: string) => doubtOf(Object.assign(new Error(code), { code }));
  expect(failed('unreachable')).toMatchObject({ code: 'provider_down', retry: 'backoff' });
  expect(failed('timeout')).toMatchObject({ code: 'timeout', retry: 'unknown' });
  expect(failed('interrupted')).toMatchObject({ retry: 'unknown' });
  expect(failed('not_allowed')).toMatchObject({ code: 'invalid_request', retry: 'no' });
});

test('a body that holds no object is said to be malformed', () => {
  expect(objectOf(bytes('{"a":1}'))).toEqual({ a: 1 });
  for (const text of ['', '<xml/>', 'null', '[1]', '"text"'])
    expect(() => objectOf(bytes(text))).toThrowError(expect.objectContaining({ code: 'malformed' }));
});
