import { definePlugin, type PluginContext, PluginError } from '@cskefu/plugin-sdk';
import { expect, test } from 'vitest';
import type { Call } from '../wire/frame.ts';
import { hostInMemory } from './host-in-memory.ts';

const start = (
  job: (context: PluginContext) => unknown,
  serve: (call: Call, signal: AbortSignal) => unknown = () => null,
) => {
  const plugin = definePlugin({
    id: 'test.inside',
    name: 'Inside',
    version: '1.0.0',
    api: '^1.0',
    permissions: [],
    jobs: { job: { handler: (context) => job(context) as undefined } },
    hooks: {
      'message.beforeSend': {
        kind: 'transform',
        handler: ({ message }) => {
          (message as { text: string }).text = 'changed in place';
          return { text: 'changed' };
        },
      },
    },
  });
  const { call } = hostInMemory(plugin, { serve });
  return {
    run: (deadlineMs = 1_000) => call('test.inside', 'job', { name: 'job' }, { deadlineMs }),
    hook: (payload: unknown) =>
      call('test.inside', 'hook', { point: 'message.beforeSend', payload }, { deadlineMs: 1_000 }),
  };
};

test('what is handed over is a copy', async () => {
  const payload = { message: { kind: 'text', text: 'as it was' } };
  expect(await start(() => null).hook(payload)).toEqual({ text: 'changed' });
  expect(payload.message.text).toBe('as it was');
});

test('an error of the core reaches the plugin with its code', async () => {
  const { run } = start(
    ({ kv }) => kv.get('a').catch((error) => [error.code, error.message]),
    () => {
      throw new PluginError('forbidden', 'needs storage');
    },
  );
  expect(await run()).toEqual(['forbidden', 'needs storage']);
});

test('the signal aborts at the deadline, and what the plugin asked of the core is cancelled with it', async () => {
  const seen: string[] = [];
  const { run } = start(
    (context) =>
      new Promise((resolve) => {
        context.signal.addEventListener('abort', () => {
          seen.push('aborted');
          resolve(null);
        });
      }),
  );
  await expect(run(30)).rejects.toMatchObject({ code: 'deadline' });
  await expect.poll(() => seen).toEqual(['aborted']);
});

test('one refresh of a token serves all who ask meanwhile', async () => {
  let kept: string | null = null;
  let leased = false;
  let refreshed = 0;
  const { run } = start(
    ({ tokens }) =>
      Promise.all(
        [1, 2, 3].map(() =>
          tokens.get('page', async () => {
            refreshed++;
            await new Promise((resolve) => setTimeout(resolve, 20));
            return { value: 'fresh', expiresInS: 60 };
          }),
        ),
      ),
    ({ method, args }) => {
      if (method === 'tokens.keep') kept = (args as { value: string }).value;
      if (method !== 'tokens.claim') return null;
      if (kept) return { state: 'ready', value: kept };
      if (leased) return { state: 'wait', ms: 5 };
      leased = true;
      return { state: 'refresh', lease: 'l' };
    },
  );
  expect(await run()).toEqual(['fresh', 'fresh', 'fresh']);
  expect(refreshed).toBe(1);
});

test('every handler is given the settings of the plugin', async () => {
  const plugin = definePlugin({
    id: 'test.settings',
    name: 'Settings',
    version: '1.0.0',
    api: '^1.0',
    permissions: [],
    config: { words: { type: 'list', title: 'Words', item: { type: 'string', title: 'Word' } } },
    hooks: {
      'message.beforeSend': { kind: 'transform', handler: (_, { config }) => ({ text: config.words.join(' ') }) },
    },
    jobs: { first: { handler: ({ config }) => config.words[0] as unknown as undefined } },
  });
  const { call } = hostInMemory(plugin, { serve: () => null });
  const ask = (method: string, args: unknown) => call('test.settings', method, args, { deadlineMs: 1_000 });
  await ask('activate', { config: { words: ['hello', 'there'] } });
  expect(await ask('hook', { point: 'message.beforeSend', payload: {} })).toEqual({ text: 'hello there' });
  expect(await ask('job', { name: 'first' })).toBe('hello');
});
