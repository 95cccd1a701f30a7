import assert from 'node:assert/strict';
import test from 'node:test';
import type { ConversationView, ObservedEvent } from '@cskefu/plugin-sdk';
import { createTestHost } from '@cskefu/plugin-testkit';
import plugin from './index.ts';

const ID = '0198c0de-0000-7000-8000-000000000001';

const conversation = (state: ConversationView['state']): ConversationView => ({
  id: ID,
  channelId: 'web',
  channelKind: 'web',
  skillGroupId: 1,
  state,
  origin: 'visitor',
  visitorId: 'v1',
  agentId: null,
  createdAt: 0,
  closedAt: null,
});

const said = (text: string): ObservedEvent => ({
  id: '4711-1',
  type: 'message.created',
  conversationId: ID,
  seq: 1,
  at: 0,
  actor: { kind: 'visitor', id: 'v1' },
  payload: { message: { kind: 'text', text } },
});

const startBot = (state: ConversationView['state'] = 'waiting') =>
  createTestHost(plugin, {
    config: { answers: ['opening hours = We are open from 9 to 18.', '几点 = 营业时间为 9:00–18:00。'] },
    data: { conversations: [conversation(state)] },
  });

test('answers what it knows, once, however often the event comes', async () => {
  const host = await startBot();
  await host.observe('message.created', [said('What are your OPENING HOURS?')]);
  await host.observe('message.created', [said('What are your OPENING HOURS?')]);
  assert.deepEqual(
    host.messages.map(({ text }) => text),
    ['We are open from 9 to 18.'],
  );
  host.stop();
});

test('is silent about what it does not know, and while an agent is in charge', async () => {
  for (const [state, text] of [
    ['waiting', 'hello'],
    ['active', 'opening hours'],
  ] as const) {
    const host = await startBot(state);
    await host.observe('message.created', [said(text)]);
    assert.deepEqual(host.messages, []);
    host.stop();
  }
});
