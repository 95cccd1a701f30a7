import type { Thread } from '@cskefu/client';
import type { Author, Conversation, ConversationEvent } from '@cskefu/contract';
import { describe, expect, it } from 'vitest';
import type { PendingMessage } from '../../app/realtime/pending.ts';
import { deliveryOf, type ThreadRow } from './thread-row.ts';
import { createThreadRows } from './thread-rows.ts';

const visitor: Author = { kind: 'visitor', id: 'v', name: 'Visitor' };
const me: Author = { kind: 'agent', id: 'a', name: 'Agent' };
const base = new Date(2026, 4, 3, 12, 0, 0).getTime();

const conversation: Conversation = {
  id: 'c',
  state: 'active',
  channel: { id: 'web', name: 'Web', type: 'web' },
  skillGroup: { id: 2, name: 'Sales' },
  visitor: { id: 'v', name: 'Visitor', identified: false },
  origin: 'visitor',
  agent: { id: 'a', name: 'Agent' },
  createdAt: new Date(base).toISOString(),
  waitingSince: null,
  assignedAt: null,
  closedAt: null,
  closeReason: null,
  satisfaction: null,
  satisfactionRequestedAt: null,
  tags: [],
  wrappedUpAt: null,
  seq: 9,
  reads: { visitor: 0, agent: 0 },
  unread: 0,
  lastMessage: null,
};

const said = (seq: number, author: Author, minutes: number): ConversationEvent => {
  const at = new Date(base + minutes * 60_000).toISOString();
  const message = { id: `m${seq}`, conversationId: 'c', seq, at, author, kind: 'text' as const, text: 'x', file: null };
  return { type: 'message.created', conversationId: 'c', seq, at, message };
};

const thread = (events: ConversationEvent[], changes: Partial<Thread> = {}): Thread => ({
  conversation,
  events,
  hasEarlier: true,
  seq: events.at(-1)?.seq ?? 0,
  ...changes,
});

const waiting = (id: string, seq: number | null, state: 'waiting' | 'sending' = 'sending'): PendingMessage => ({
  seq,
  item: {
    id,
    conversationId: 'c',
    message: { kind: 'text', text: 'y' },
    createdAt: new Date(base + 60_000).toISOString(),
    order: 1,
    state,
  },
});

const draw = (rows: ThreadRow[]) =>
  rows.map((row) => (row.kind === 'message' ? `${row.first ? '[' : ''}${row.key}${row.last ? ']' : ''}` : row.kind));

const show = (shown: Thread, pending: PendingMessage[] = [], unreadAfter: number | null = null) =>
  createThreadRows()(shown, pending, { me, unreadAfter });

describe('a thread', () => {
  it('groups messages of one author within two minutes', () => {
    const events = [said(2, visitor, 0), said(3, visitor, 2), said(4, visitor, 5), said(5, me, 5), said(6, me, 6)];
    expect(draw(show(thread(events)))).toEqual(['[m2', 'm3]', '[m4]', '[m5', 'm6]']);
  });

  it('separates days, and tells the first day only at the beginning of the conversation', () => {
    const events = [said(2, visitor, 0), said(3, visitor, 24 * 60)];
    expect(draw(show(thread(events)))).toEqual(['[m2]', 'day', '[m3]']);
    expect(draw(show(thread(events, { hasEarlier: false })))).toEqual(['day', '[m2]', 'day', '[m3]']);
  });

  it('keeps the keys of its rows when an older page is put before them', () => {
    const events = [said(3, visitor, 0), said(4, me, 24 * 60)];
    const keys = show(thread(events)).map((row) => row.key);
    const longer = show(thread([said(2, me, -1), ...events])).map((row) => row.key);
    expect(longer.slice(-keys.length)).toEqual(keys);
  });

  it('marks where the unread messages begin', () => {
    const events = [said(2, visitor, 0), said(3, me, 1), said(4, visitor, 2), said(5, visitor, 3)];
    expect(draw(show(thread(events), [], 3))).toEqual(['[m2]', '[m3]', 'unread', '[m4', 'm5]']);
  });

  it('shows a message once while it passes from the outbox into the thread', () => {
    expect(draw(show(thread([said(2, visitor, 0)]), [waiting('m3', null)]))).toEqual(['[m2]', '[m3]']);
    expect(draw(show(thread([said(2, visitor, 0), said(3, me, 1)]), [waiting('m3', 3)]))).toEqual(['[m2]', '[m3]']);
  });

  it('says how far our own messages have come', () => {
    const events = [said(2, visitor, 0), said(3, me, 1), said(4, me, 1)];
    const rows = show(thread(events), [
      waiting('m5', 5),
      waiting('m6', null, 'sending'),
      waiting('m7', null, 'waiting'),
    ]);
    expect(rows.map((row) => row.kind === 'message' && deliveryOf(row, 3))).toEqual([
      null,
      'read',
      'sent',
      'sent',
      'sending',
      'waiting',
    ]);
  });

  it('is the same whether it came event by event or at once', () => {
    const authors = [visitor, visitor, me, me, me, visitor];
    const events = Array.from({ length: 60 }, (_, at) => said(at + 2, authors[at % 6] ?? me, at * at * 0.7));
    const make = createThreadRows();
    const options = { me, unreadAfter: 30 };
    for (let count = 0; count < events.length; count++)
      make(thread(events.slice(0, count)), [waiting('p', null)], options);
    expect(make(thread(events), [], options)).toEqual(createThreadRows()(thread(events), [], options));
  });
});
