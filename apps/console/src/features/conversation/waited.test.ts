import type { Thread } from '@cskefu/client';
import type { ConversationEvent } from '@cskefu/contract';
import { describe, expect, it } from 'vitest';
import { waited } from './waited.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString();
const head = (seq: number, seconds: number) => ({ conversationId: 'c', seq, at: at(seconds) });
const begins = (seq: number, seconds: number, reason: 'opened' | 'agent_offline'): ConversationEvent => ({
  ...head(seq, seconds),
  type: 'conversation.waiting',
  reason,
  since: at(0),
});
const assigned = (seq: number, seconds: number): ConversationEvent => ({
  ...head(seq, seconds),
  type: 'conversation.assigned',
  agent: { id: 'a', name: 'Agent' },
  by: 'routing',
});

const thread = (events: ConversationEvent[], hasEarlier = false): Thread => ({
  events,
  hasEarlier,
  seq: events.length,
  conversation: {
    id: 'c',
    state: 'active',
    channel: { id: 'web', name: 'Web', type: 'web' },
    skillGroup: { id: 2, name: 'Sales' },
    visitor: { id: 'v', name: 'Visitor', identified: false },
    origin: 'visitor',
    agent: null,
    createdAt: at(0),
    waitingSince: null,
    assignedAt: at(100),
    closedAt: null,
    closeReason: null,
    satisfaction: null,
    satisfactionRequestedAt: null,
    tags: [],
    wrappedUpAt: null,
    seq: events.length,
    reads: { visitor: 0, agent: 0 },
    unread: 0,
    lastMessage: null,
  },
});

describe('the time a visitor has waited', () => {
  it('is all their waiting together, not the time until the last agent came', () => {
    const events = [begins(1, 0, 'opened'), assigned(2, 5), begins(3, 90, 'agent_offline'), assigned(4, 100)];
    expect(waited(thread(events))).toEqual({ total: 15_000, since: null });
  });
  it('goes on while they wait', () => {
    const events = [begins(1, 0, 'opened'), assigned(2, 5), begins(3, 90, 'agent_offline')];
    expect(waited(thread(events))).toEqual({ total: 5_000, since: Date.parse(at(90)) });
  });
  it('comes from the head where the beginning of the thread is not loaded', () => {
    expect(waited(thread([assigned(9, 100)], true))).toEqual({ total: 100_000, since: null });
  });
});
