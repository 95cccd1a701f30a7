import type { Inbox } from '@cskefu/client';
import type { Conversation } from '@cskefu/contract';
import { describe, expect, it } from 'vitest';
import { arrivalsBetween } from './arrivals.ts';

const conversation = (changes: Partial<Conversation>): Conversation => ({
  id: 'c1',
  state: 'active',
  channel: { id: 'web', name: 'Web', type: 'web' },
  skillGroup: { id: 2, name: 'Sales' },
  visitor: { id: 'v1', name: 'Visitor', identified: false },
  origin: 'visitor',
  agent: { id: 'a1', name: 'Agent' },
  createdAt: '2026-01-01T00:00:00.000Z',
  waitingSince: null,
  assignedAt: null,
  closedAt: null,
  closeReason: null,
  satisfaction: null,
  satisfactionRequestedAt: null,
  tags: [],
  wrappedUpAt: null,
  seq: 3,
  reads: { visitor: 0, agent: 0 },
  unread: 0,
  lastMessage: null,
  ...changes,
});

const inbox = (...rows: Conversation[]): Inbox => ({
  rows: Object.fromEntries(rows.map((row) => [row.id, row])),
  counts: { mine: 0, snoozed: 0, waiting: 0 },
});

const kinds = (before: Inbox, after: Inbox) => arrivalsBetween(before, after).map(({ kind }) => kind);

describe('what is worth a sound', () => {
  it('is a new word of a visitor', () => {
    expect(kinds(inbox(conversation({ unread: 1 })), inbox(conversation({ unread: 2, seq: 4 })))).toEqual(['message']);
  });
  it('is a conversation that begins to wait', () => {
    const waiting = conversation({ state: 'waiting', agent: null, unread: 1 });
    expect(kinds(inbox(), inbox(waiting))).toEqual(['waiting']);
    expect(kinds(inbox(waiting), inbox({ ...waiting, unread: 2 }))).toEqual([]);
  });
  it('is a conversation given to me with words in it', () => {
    const waiting = conversation({ state: 'waiting', agent: null, unread: 1 });
    expect(kinds(inbox(waiting), inbox(conversation({ unread: 1 })))).toEqual(['message']);
  });
  it('is not what I write or have read', () => {
    expect(kinds(inbox(conversation({ unread: 2 })), inbox(conversation({ unread: 0 })))).toEqual([]);
    expect(kinds(inbox(conversation({})), inbox(conversation({ seq: 9 })))).toEqual([]);
  });
});
