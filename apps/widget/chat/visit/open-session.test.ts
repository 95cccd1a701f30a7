import { ApiError, type Http } from '@cskefu/client';
import type { VisitorSession } from '@cskefu/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memoryStorage } from '../testing/memory-storage.ts';
import { knownVisitorStore } from './known-visitor.ts';
import { openSession } from './open-session.ts';

const sessionOf = (id: string) => ({ token: `token of ${id}`, visitor: { id, identified: false } }) as VisitorSession;

const arrive = (answer: (body: { token?: string }) => Promise<VisitorSession>) => {
  const known = knownVisitorStore(memoryStorage(), 'demo');
  const request = vi.fn((_: string, { body }: { body: { token?: string } }) => answer(body));
  const http = { request } as unknown as Http;
  const open = () => openSession({ http, channelId: 'demo', known, locale: 'zh-CN', page: () => null });
  return { known, request, open };
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the token of the last visit is shown, and the new one kept', async () => {
  const { known, request, open } = arrive(async () => sessionOf('v1'));
  await open();
  expect(known.load()).toEqual({ token: 'token of v1', id: 'v1', identified: false });
  await open();
  expect(request.mock.calls.map(([, { body }]) => body.token)).toEqual([undefined, 'token of v1']);
});

test('a desk that is away is asked until it answers', async () => {
  let tries = 0;
  const { open } = arrive(async () => {
    if (++tries < 4) throw new ApiError(0, { code: 'network' });
    return sessionOf('v1');
  });
  const session = open();
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await session)?.visitor.id).toBe('v1');
});

test('a channel that is switched off is not asked again', async () => {
  const { request, open } = arrive(async () => {
    throw new ApiError(404, { code: 'channel_unavailable' });
  });
  expect(await open()).toBeNull();
  expect(request).toHaveBeenCalledTimes(1);
});

test('where locks are refused, one arrives all the same', async () => {
  vi.stubGlobal('navigator', {
    locks: { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) },
  });
  const { open } = arrive(async () => sessionOf('v1'));
  expect((await open())?.visitor.id).toBe('v1');
});

test('two tabs that arrive at once become one visitor', async () => {
  let queue: Promise<unknown> = Promise.resolve();
  vi.stubGlobal('navigator', {
    locks: {
      request: (_: string, run: () => Promise<unknown>) => {
        queue = queue.then(run);
        return queue;
      },
    },
  });
  let made = 0;
  const { open } = arrive(async ({ token }) => (token ? sessionOf(token.slice(-2)) : sessionOf(`v${++made}`)));
  const [one, two] = await Promise.all([open(), open()]);
  expect([one?.visitor.id, two?.visitor.id]).toEqual(['v1', 'v1']);
});
