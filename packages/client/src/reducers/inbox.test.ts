import type { Conversation, ConversationEvent, InboxPatch } from '@cskefu/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agents, headAt, type Stream, streamArbitrary } from '../testing/stream.ts';
import {
  applyEventToInbox,
  applyInboxFrame,
  applyInboxPage,
  emptyInbox,
  type Inbox,
  type InboxFrame,
  inboxView,
  viewOf,
} from './inbox.ts';

const me = { accountId: agents[0].id };

/** A server with several conversations, which gathers changes and sends them, and the screen of one agent. */
class Desk {
  readonly streams: Stream[];
  readonly seqs: number[];
  readonly marks: number[];
  /** Conversations that changed their state, or only their words and marks, since the last frame. */
  readonly moved = new Set<number>();
  readonly touched = new Set<number>();
  inbox: Inbox = emptyInbox;
  /** Frames since the request of a snapshot went out; null while none is under way. */
  since: InboxFrame[] | null = null;
  page: Conversation[] | null = null;

  constructor(streams: Stream[]) {
    this.streams = streams;
    this.seqs = streams.map(() => 1);
    this.marks = streams.map(() => 0);
    const items = this.rows().filter((row) => row !== undefined);
    this.inbox = applyInboxPage(emptyInbox, { items, counts: this.counts() }, [], me);
  }

  row(index: number): Conversation | undefined {
    const stream = this.streams[index];
    const row = stream && headAt(stream, this.seqs[index] ?? 1, this.marks[index]);
    return row && viewOf(row, me) ? row : undefined;
  }

  rows(): (Conversation | undefined)[] {
    return this.streams.map((_, index) => this.row(index));
  }

  counts() {
    const rows = this.rows().filter((row) => row !== undefined);
    return {
      mine: rows.filter((row) => viewOf(row, me) === 'mine').length,
      snoozed: rows.filter((row) => viewOf(row, me) === 'snoozed').length,
      waiting: rows.filter((row) => viewOf(row, me) === 'waiting').length,
    };
  }

  /** Something happens in a conversation; nobody is told yet. */
  advance(index: number): ConversationEvent | undefined {
    const event = this.streams[index]?.events[this.seqs[index] ?? 1];
    if (!event) return undefined;
    this.seqs[index] = event.seq;
    const isMove = ['conversation.waiting', 'conversation.assigned', 'conversation.closed'].includes(event.type);
    (isMove ? this.moved : this.touched).add(index);
    return event;
  }

  read(index: number): void {
    this.marks[index] = this.seqs[index] ?? 1;
    this.touched.add(index);
  }

  /** The change reaches the screen as an event, too, as it does for a conversation that is followed. */
  advanceFollowed(index: number): void {
    const event = this.advance(index);
    if (event) this.inbox = applyEventToInbox(this.inbox, event, me);
  }

  /** The server tells what has changed since it last told: whole rows for a new state, else patches. */
  flush(): void {
    const frame: InboxFrame = { type: 'inbox', rows: [], patches: [], removed: [], counts: this.counts() };
    for (const index of this.moved) {
      const row = this.row(index);
      if (row) frame.rows.push(row);
      else frame.removed.push(`c${index}`);
    }
    for (const index of this.touched) {
      const row = this.row(index);
      if (row) frame.patches.push(patchOf(row));
    }
    this.moved.clear();
    this.touched.clear();
    this.inbox = applyInboxFrame(this.inbox, frame, me);
    this.since?.push(frame);
  }

  /** Asks for the lists, lets the server answer, receives the answer: one step at a time, with anything in between. */
  fetchStep(): void {
    if (!this.since) this.since = [];
    else if (!this.page) this.page = this.rows().filter((row) => row !== undefined);
    else {
      this.inbox = applyInboxPage(emptyInbox, { items: this.page, counts: this.counts() }, this.since, me);
      this.since = null;
      this.page = null;
    }
  }
}

const patchOf = ({ id, seq, unread, reads, lastMessage }: Conversation): InboxPatch => ({
  id,
  seq,
  unread,
  reads,
  lastMessage,
});

const action = fc.record({
  what: fc.constantFrom('advance', 'advance', 'advanceFollowed', 'read', 'flush', 'fetchStep'),
  index: fc.nat({ max: 2 }),
} as const);

describe('the inbox', () => {
  it('converges with the server, however changes, events and snapshots interleave', () => {
    const streams = fc.tuple(streamArbitrary('c0', 15), streamArbitrary('c1', 15), streamArbitrary('c2', 15));
    fc.assert(
      fc.property(streams, fc.array(action, { maxLength: 60, size: 'max' }), (all, actions) => {
        const desk = new Desk(all);
        for (const { what, index } of actions) desk[what](index);
        while (desk.since) desk.fetchStep();
        desk.flush();
        const expected = desk.rows().flatMap((row) => (row ? [[row.id, row]] : []));
        expect(desk.inbox).toEqual({ rows: Object.fromEntries(expected), counts: desk.counts() });
      }),
      { numRuns: 1_000 },
    );
  });

  it('never lets something older overwrite something newer', () => {
    const inbox = put(row({ id: 'c1', seq: 9, unread: 1 }));
    const older = {
      ...frame,
      rows: [row({ id: 'c1', seq: 8, unread: 7 })],
      patches: [{ id: 'c1', seq: 8, unread: 5 }],
    };
    expect(applyInboxFrame(inbox, older, me).rows).toEqual(inbox.rows);
  });

  it('takes a read mark that has the same seq', () => {
    const inbox = put(row({ id: 'c1', seq: 9, unread: 2, reads: { visitor: 9, agent: 7 } }));
    const patch = { id: 'c1', seq: 9, unread: 0, reads: { visitor: 9, agent: 9 } };
    const read = applyInboxFrame(inbox, { ...frame, patches: [patch] }, me);
    expect(read.rows['c1']).toMatchObject(patch);
    const late = { id: 'c1', seq: 9, unread: 2, reads: { visitor: 9, agent: 7 } };
    expect(applyInboxFrame(read, { ...frame, patches: [late] }, me).rows['c1']).toMatchObject(patch);
  });

  it('ignores a patch for a row it does not have', () => {
    expect(applyInboxFrame(emptyInbox, { ...frame, patches: [{ id: 'c1', seq: 9, unread: 2 }] }, me).rows).toEqual({});
  });

  it('keeps the counts until the server names new ones', () => {
    const inbox = applyInboxFrame(emptyInbox, { ...frame, counts: { mine: 3, snoozed: 1, waiting: 4 } }, me);
    expect(applyInboxFrame(inbox, frame, me).counts).toEqual({ mine: 3, snoozed: 1, waiting: 4 });
  });

  it('puts a conversation into the list that it belongs to, and no other', () => {
    const agent = { id: me.accountId, name: '张三' };
    const colleague = { id: 'agent-2', name: '李四' };
    expect(viewOf(row({ state: 'waiting', agent: null }), me)).toBe('waiting');
    expect(viewOf(row({ state: 'active', agent }), me)).toBe('mine');
    expect(viewOf(row({ state: 'closed', agent }), me)).toBe('closed');
    expect(viewOf(row({ state: 'active', agent: colleague }), me)).toBeNull();
    expect(viewOf(row({ state: 'closed', agent: null }), me)).toBeNull();
    expect(viewOf(row({ state: 'bot', agent: null }), me)).toBeNull();
    const taken = applyInboxFrame(
      put(row({ id: 'c1', seq: 2 })),
      frameWith(row({ id: 'c1', seq: 3, state: 'active', agent: colleague })),
      me,
    );
    expect(taken.rows).toEqual({});
  });

  it('sorts mine by the newest word, waiting by the longest wait, closed by the newest', () => {
    const agent = { id: me.accountId, name: '张三' };
    const word = (at: string) => ({ kind: 'text' as const, text: 'x', authorKind: 'visitor' as const, at });
    const rows = [
      row({ id: 'w2', waitingSince: '2026-01-02' }),
      row({ id: 'w1', waitingSince: '2026-01-01' }),
      row({ id: 'w3', waitingSince: '2026-01-02' }),
      row({ id: 'm1', state: 'active', agent, lastMessage: word('2026-01-01') }),
      row({ id: 'm2', state: 'active', agent, lastMessage: null, assignedAt: '2026-01-02' }),
      row({ id: 'x1', state: 'closed', agent, closedAt: '2026-01-01' }),
      row({ id: 'x2', state: 'closed', agent, closedAt: '2026-01-02' }),
    ];
    const inbox = put(...rows);
    const ids = (view: 'mine' | 'waiting' | 'closed') => inboxView(inbox, view, me).map(({ id }) => id);
    expect([ids('waiting'), ids('mine'), ids('closed')]).toEqual([
      ['w1', 'w2', 'w3'],
      ['m2', 'm1'],
      ['x2', 'x1'],
    ]);
  });
});

const frame: InboxFrame = { type: 'inbox', rows: [], patches: [], removed: [] };
const frameWith = (...rows: Conversation[]): InboxFrame => ({ ...frame, rows });
const put = (...rows: Conversation[]): Inbox => applyInboxFrame(emptyInbox, frameWith(...rows), me);

function row(changes: Partial<Conversation>): Conversation {
  const created = {
    type: 'conversation.created',
    conversationId: 'c1',
    seq: 1,
    at: '2026-01-01',
    origin: 'visitor',
  } as const;
  return { ...headAt({ events: [created] }, 1), ...changes };
}
