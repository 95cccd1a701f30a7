import { CallError } from '@cskefu/plugin-host';
import { definePlugin, type Hook, type HookPoints, type Plugin, type PluginPermission } from '@cskefu/plugin-sdk';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../../platform/logging/index.ts';
import { createMetrics } from '../../platform/metrics/index.ts';
import { type PluginsInMemory, pluginsInMemory } from '../../testing/plugins-in-memory.ts';
import { pluginAuthorId } from '../plugins/index.ts';
import { createHooks } from './index.ts';

/** Unit 1 is the root, 2 and 3 lie below it, 4 below 2. */
const LINES: Record<number, number[]> = { 1: [1], 2: [1, 2], 3: [1, 3], 4: [1, 2, 4] };
const tree = { isWithin: (unitId: number, scopeId: number) => LINES[unitId]?.includes(scopeId) ?? false };
const log = createLogger('fatal', { write: () => {} });
let runtime: PluginsInMemory | undefined;
afterEach(() => runtime?.stop());

const setUp = (...plugins: Plugin[]) => {
  const metrics = createMetrics();
  runtime = pluginsInMemory(...plugins);
  const hooks = createHooks({ plugins: runtime, units: tree, metrics, log });
  const outcomes = async () =>
    (await metrics.pluginHooks.get()).values.map(({ labels, value }) => `${labels.plugin} ${labels.outcome} ${value}`);
  return { hooks, outcomes };
};

const plugin = (
  id: string,
  hook: Hook<'message.beforeSend'>,
  permissions: readonly PluginPermission[] = ['messages:read'],
) => definePlugin({ id, name: id, version: '1.0.0', api: '^1.0', permissions, hooks: { 'message.beforeSend': hook } });

const payload: HookPoints['message.beforeSend'] = {
  message: { kind: 'text', text: '你好', author: { kind: 'agent', id: 'a', name: '小春' } },
  conversation: { id: 'c', channelId: 'site', channelKind: 'web', skillGroupId: 1, state: 'active', agentId: 'a' },
};
const deny = { kind: 'deny', code: 'rude', text: { 'zh-CN': '请文明用语', en: 'Mind your words' } } as const;

describe('nobody', () => {
  test('who wants to be asked costs a look and no promise', () => {
    const { hooks } = setUp();
    expect(hooks.isAsked('message.beforeSend')).toBe(false);
    expect(hooks.before('message.beforeSend', payload)).toBeUndefined();
  });

  test('is asked about what their filter leaves out', () => {
    const asked = vi.fn(() => undefined);
    const { hooks } = setUp(
      plugin('a.one', { kind: 'transform', match: { channelKind: ['email'] }, handler: asked }),
      plugin('a.two', { kind: 'transform', match: { channelKind: ['web'], messageKind: ['image'] }, handler: asked }),
    );
    expect(hooks.before('message.beforeSend', payload)).toBeUndefined();
    expect(asked).not.toHaveBeenCalled();
  });

  test('is asked about their own words', () => {
    const { hooks } = setUp(plugin('a.one', { kind: 'veto', handler: () => deny }));
    const own = { ...payload.message, author: { kind: 'bot', id: pluginAuthorId('a.one'), name: 'one' } };
    expect(hooks.before('message.beforeSend', { ...payload, message: own })).toBeUndefined();
  });

  test('sees words without the permission for them', async () => {
    const seen: unknown[] = [];
    const see = (given: HookPoints['message.beforeSend']) => void seen.push(given.message.text);
    const { hooks } = setUp(
      plugin('a.one', { kind: 'transform', handler: see }, []),
      plugin('a.two', { kind: 'transform', handler: see }),
    );
    await hooks.before('message.beforeSend', payload);
    expect(seen).toEqual([null, '你好']);
  });
});

describe('a plugin of one part of the organization', () => {
  const asked = vi.fn(() => undefined);
  const ask = { kind: 'transform', handler: asked } as const;
  const about = (skillGroupId: number) => ({ ...payload, conversation: { ...payload.conversation, skillGroupId } });
  const limitedTo = (orgUnitId: number) => {
    asked.mockClear();
    const all = pluginsInMemory(
      definePlugin({
        id: 'a.one',
        name: 'one',
        version: '1.0.0',
        api: '^1.0',
        permissions: [],
        hooks: { 'message.beforeAccept': ask, 'message.beforeSend': ask, 'attachment.beforeStore': ask },
      }),
    );
    runtime = all;
    const plugins = { ...all, running: () => all.running().map((one) => ({ ...one, orgUnitId })) };
    return createHooks({ plugins, units: tree, metrics: createMetrics(), log });
  };

  test('is asked about what lies in it or below, and about nothing else', async () => {
    const hooks = limitedTo(2);
    await hooks.before('message.beforeSend', about(2));
    await hooks.before('message.beforeSend', about(4));
    expect(asked).toHaveBeenCalledTimes(2);
    expect(hooks.before('message.beforeSend', about(1))).toBeUndefined();
    expect(hooks.before('message.beforeSend', about(3))).toBeUndefined();
    expect(hooks.before('message.beforeSend', about(99))).toBeUndefined();
  });

  test('is asked about the first words of a conversation that would lie in it', async () => {
    const hooks = limitedTo(2);
    const first = { message: payload.message, conversation: null };
    expect(hooks.before('message.beforeAccept', first)).toBeUndefined();
    expect(hooks.before('message.beforeAccept', first, 3)).toBeUndefined();
    await hooks.before('message.beforeAccept', first, 4);
    expect(asked).toHaveBeenCalledTimes(1);
  });

  test('is not asked about what has no place', () => {
    const file = { name: 'a.png', mime: 'image/png', size: 1 };
    expect(limitedTo(1).before('attachment.beforeStore', file)).toBeUndefined();
  });
});

describe('transforms', () => {
  const append = (text: string, phase?: 'early' | 'late') =>
    ({
      kind: 'transform',
      ...(phase && { phase }),
      handler: ({ message }) => ({ text: `${message.text}${text}` }),
    }) satisfies Hook<'message.beforeSend'>;

  test('work one after the other: early, normal, late, then as they were installed', async () => {
    const { hooks } = setUp(
      plugin('a.one', append('四', 'late')),
      plugin('a.two', append('二')),
      plugin('a.three', append('三')),
      plugin('a.four', append('一', 'early')),
    );
    expect(await hooks.before('message.beforeSend', payload)).toEqual({
      kind: 'go',
      patch: { text: '你好一二三四' },
    });
  });

  test.each([
    ['nothing', undefined],
    ['an empty text', { text: '  ' }],
    ['a text that cannot be stored', { text: 'a\u0000b' }],
    ['a text that is too long', { text: 'x'.repeat(10_001) }],
    ['a number', { text: 1 }],
    ['something else', 'nonsense'],
  ])('that answer %s change nothing, and the rest goes on', async (_, answer) => {
    const { hooks } = setUp(
      plugin('a.one', { kind: 'transform', handler: () => answer as never }),
      plugin('a.two', append('！')),
    );
    expect(await hooks.before('message.beforeSend', payload)).toEqual({ kind: 'go', patch: { text: '你好！' } });
  });

  test('change only what is listed for the point', async () => {
    const { hooks } = setUp(
      plugin('a.one', { kind: 'transform', handler: () => ({ text: '好', author: { id: 'x' } }) as never }),
    );
    expect(await hooks.before('message.beforeSend', payload)).toEqual({ kind: 'go', patch: { text: '好' } });
  });

  test('that throw or are late are passed over and counted', async () => {
    const { hooks, outcomes } = setUp(
      plugin('a.one', {
        kind: 'transform',
        handler: () => {
          throw new CallError('oops', 'a mistake');
        },
      }),
      plugin('a.two', { kind: 'transform', deadlineMs: 20, handler: () => new Promise(() => {}) }),
      plugin('a.three', append('！')),
    );
    expect(await hooks.before('message.beforeSend', payload)).toEqual({ kind: 'go', patch: { text: '你好！' } });
    expect(await outcomes()).toEqual(['a.one error 1', 'a.two late 1', 'a.three ok 1']);
  });
});

describe('vetoes', () => {
  test('see what transforms made, all at the same time; one that refuses is enough', async () => {
    const seen: unknown[] = [];
    const allowAndSee = ({ message }: HookPoints['message.beforeSend']) => {
      seen.push(message.text);
      return { kind: 'allow' } as const;
    };
    const { hooks } = setUp(
      plugin('a.one', { kind: 'transform', handler: () => ({ text: '改过' }) }),
      plugin('a.two', { kind: 'veto', handler: allowAndSee }),
      plugin('a.three', { kind: 'veto', handler: () => ({ kind: 'hold', reason: '有手机号' }) }),
      plugin('a.four', { kind: 'veto', handler: () => deny }),
    );
    expect(await hooks.before('message.beforeSend', payload)).toEqual({
      kind: 'deny',
      pluginId: 'a.four',
      code: 'rude',
      text: deny.text,
      isVerdict: true,
    });
    expect(seen).toEqual(['改过']);
  });

  test('that hold say why', async () => {
    const { hooks } = setUp(plugin('a.one', { kind: 'veto', handler: () => ({ kind: 'hold', reason: '有手机号' }) }));
    expect(await hooks.before('message.beforeSend', payload)).toEqual({
      kind: 'hold',
      pluginId: 'a.one',
      reason: '有手机号',
    });
  });

  const fails = { kind: 'veto', onFailure: 'block', handler: () => ({ kind: 'maybe' }) as never } as const;

  test('that fail let things pass, unless they may block', async () => {
    const without = setUp(plugin('a.one', fails));
    expect(await without.hooks.before('message.beforeSend', payload)).toMatchObject({ kind: 'go' });
    const granted = setUp(plugin('a.one', fails, ['hooks:block']));
    expect(await granted.hooks.before('message.beforeSend', payload)).toMatchObject({ kind: 'deny', isVerdict: false });
  });
});

describe('a plugin that hangs', () => {
  const hangs = (id: string) => plugin(id, { kind: 'transform', deadlineMs: 30, handler: () => new Promise(() => {}) });

  test('costs each caller its deadline five times, then nothing', async () => {
    const { hooks, outcomes } = setUp(hangs('a.one'));
    for (let round = 0; round < 5; round += 1) await hooks.before('message.beforeSend', payload);
    const started = performance.now();
    for (let round = 0; round < 500; round += 1) await hooks.before('message.beforeSend', payload);
    expect(performance.now() - started).toBeLessThan(300);
    expect(await outcomes()).toEqual(['a.one late 5', 'a.one shed 500']);
  });

  test('and all its friends together do not take longer than the chain may', async () => {
    const slow = (id: string) =>
      plugin(id, { kind: 'transform', deadlineMs: 1_000, handler: () => new Promise(() => {}) });
    const { hooks } = setUp(slow('a.one'), slow('a.two'), slow('a.three'));
    const started = performance.now();
    expect(await hooks.before('message.beforeSend', payload)).toEqual({ kind: 'go', patch: undefined });
    expect(performance.now() - started).toBeLessThan(1_200);
  });
});
