import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetchConfig } from './fetch-config.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const answer = (...answers: (Response | Error)[]) => {
  const fetched = vi.fn(async () => {
    const next = answers.shift();
    if (!next || next instanceof Error) throw next ?? new Error('asked once too often');
    return next;
  });
  vi.stubGlobal('fetch', fetched);
  return fetched;
};

test('an unknown channel is not asked for again', async () => {
  const fetched = answer(new Response('{}', { status: 404 }));
  expect(await fetchConfig('/widget-config/x')).toBeNull();
  expect(fetched).toHaveBeenCalledTimes(1);
});

test('a desk that is away is asked again, ever less often', async () => {
  const fetched = answer(
    new Error('no network'),
    new Response('', { status: 503 }),
    Response.json({ color: '#1a7f5a' }),
  );
  const config = fetchConfig('/widget-config/demo');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(fetched).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(5_999);
  expect(fetched).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(await config).toMatchObject({ color: '#1a7f5a' });
});
