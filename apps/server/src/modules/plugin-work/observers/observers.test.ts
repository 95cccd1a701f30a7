import { newId } from '@cskefu/client';
import { definePlugin, type ObservedEvent, type Observer, type PluginPermission } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentSays, beginTalk, closeTalk, visitorSays } from '../../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';
import { createObserver } from './create-observer.ts';

let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;
let broken = true;

const told = new Map<string, ObservedEvent[]>();
const plugin = (id: string, permissions: readonly PluginPermission[], observers: Record<string, Observer>) =>
  definePlugin({ id, name: id, version: '1.0.0', api: '^1.0', permissions, observers });
const collect = (name: string, more: Partial<Observer> = {}): Observer => ({
  ...more,
  handler: (events) => {
    told.set(name, [...(told.get(name) ?? []), ...events]);
  },
});

const reads = ['conversations:read', 'messages:read'] as const;

beforeAll(async () => {
  desk = await startDesk({
    builtInPlugins: [
      plugin('test.hangs', reads, { 'message.created': { handler: () => new Promise(() => {}) } }),
      plugin('test.all', reads, {
        'message.created': collect('all'),
        'conversation.created': collect('all'),
        'conversation.assigned': collect('all'),
        'conversation.closed': collect('all'),
      }),
      plugin('test.shy', [], { 'message.created': collect('shy'), 'conversation.closed': collect('shy') }),
      plugin('test.textless', ['conversations:read'], { 'message.created': collect('textless') }),
      plugin('test.choosy', reads, {
        'message.created': collect('choosy', { match: { authorKind: ['agent'], channelKind: ['web'] } }),
      }),
      plugin('test.echo', [...reads, 'messages:write'], {
        'message.created': {
          match: { authorKind: ['visitor', 'bot'] },
          handler: async (events, { messages }) => {
            for (const { conversationId } of events)
              await messages
                .write({ id: newId(), conversationId: conversationId as string, text: '收到' })
                // Another test has closed it meanwhile; an event that fails would hold up what comes after it.
                .catch(() => undefined);
          },
        },
      }),
      plugin('test.broken', reads, {
        'conversation.rated': {
          handler: () => {
            if (broken) throw new Error('not yet');
          },
        },
      }),
    ],
  });
  agent = await desk.buildAgent();
  chief = await desk.buildAgent({ superAdministrator: true });
});
afterAll(() => desk.stop());

const of = (name: string, conversationId: string) =>
  (told.get(name) ?? []).filter((event) => event.conversationId === conversationId);
const text = ({ payload }: ObservedEvent) => (payload as { message: { text: string | null } } | null)?.message.text;

describe('an observer', () => {
  test('is told of what happens in the order of each conversation, whoever else hangs', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    await visitorSays(visitor, '一');
    await agentSays(agent, conversationId, '二');
    await closeTalk(agent, conversationId);
    await expect.poll(() => of('all', conversationId).at(-1)?.type).toBe('conversation.closed');
    const events = of('all', conversationId);
    const seqs = events.map(({ seq }) => seq as number);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['conversation.created', 'conversation.assigned', 'message.created']),
    );
    expect(events.filter(({ type }) => type === 'message.created').map(text)).toEqual(
      expect.arrayContaining(['在吗？', '一', '二']),
    );
    expect(events.at(-1)?.payload).toEqual({ reason: 'agent', by: expect.objectContaining({ id: agent.id }) });
  });

  test('is told no more than it may know, and nothing of notes', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await agent.http.request('POST /api/conversations/:id/messages', {
      params: { id: conversationId },
      body: { id: newId(), message: { kind: 'note', text: '内部' } },
    });
    await agentSays(agent, conversationId, '您好');
    await closeTalk(agent, conversationId);
    const isOver = (name: string) => () => of(name, conversationId).some(({ type }) => type.endsWith('closed'));
    await expect.poll(isOver('shy')).toBe(true);
    await expect.poll(isOver('all')).toBe(true);
    expect(of('shy', conversationId).every(({ payload }) => payload === null)).toBe(true);
    await expect.poll(() => of('textless', conversationId).length).toBeGreaterThan(1);
    expect(of('textless', conversationId).every((event) => text(event) === null)).toBe(true);
    expect(JSON.stringify(of('all', conversationId))).not.toContain('内部');
  });

  test('is told only of what its filter lets through', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    await agentSays(agent, conversationId, '坐席的话');
    await visitorSays(visitor, '访客的话');
    await agentSays(agent, conversationId, '又是坐席');
    await expect.poll(() => of('choosy', conversationId).map(text)).toEqual(['坐席的话', '又是坐席']);
  });

  test('does not hear itself', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const echoes = () =>
      desk.db
        .selectFrom('messages')
        .select('id')
        .where('conversation_id', '=', conversationId)
        .where('text', '=', '收到')
        .execute();
    await expect.poll(async () => (await echoes()).length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await echoes()).toHaveLength(1);
  });
});

describe('an event that a plugin cannot take', () => {
  test('is tried again from a second to an hour, twelve times', () => {
    const definition = createObserver(
      { db: desk.db, plugins: { call: async () => null } },
      { id: 'a.one', version: '1', manifest: { observers: [] } as never, grants: new Set(), order: 0 },
      new AbortController().signal,
    );
    expect(definition.maxAttempts).toBe(12);
    expect([1, 2, 3, 11, 20].map((attempt) => definition.backoffMs?.(attempt))).toEqual([
      1_000, 2_000, 4_000, 1_024_000, 3_600_000,
    ]);
  });

  test('and is a dead letter by then is told again at the push of a button', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    await closeTalk(agent, conversationId);
    await visitor.http.request('POST /api/visitor/conversations/:id/rating', {
      params: { id: conversationId },
      body: { level: 5 },
    });
    // As it would be after an hour.
    await desk.connection.pool.query(
      `insert into event_dead_letters (consumer, transaction_id, position, type, error, attempts)
       select 'plugin:test.broken', transaction_id, position, type, 'not yet', 12 from events
       where type = 'conversation.rated' and conversation_id = $1`,
      [conversationId],
    );
    const letters = async () =>
      (await chief.http.request('GET /api/system/dead-letters', { query: {} })).items.filter(
        ({ consumer }) => consumer === 'plugin:test.broken',
      );
    const [letter] = await letters();
    const retry = () =>
      chief.http.request('POST /api/system/dead-letters/:consumer/:position/retry', {
        params: { consumer: 'plugin:test.broken', position: letter?.position ?? '' },
      });
    await expect(retry()).rejects.toMatchObject({ code: 'conflict' });
    broken = false;
    await retry();
    expect(await letters()).toEqual([]);
  });
});
