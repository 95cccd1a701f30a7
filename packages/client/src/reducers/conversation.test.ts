import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { created, headAt, message, seedOf, streamArbitrary } from '../testing/stream.ts';
import { applyEventToConversation, conversationBeforeEvents } from './conversation.ts';

const start = conversationBeforeEvents(seedOf('c1'));

describe('the head of a conversation', () => {
  it('is after each event what the rules say', () => {
    fc.assert(
      fc.property(streamArbitrary(), (stream) => {
        let head = start;
        for (const event of stream.events) {
          head = applyEventToConversation(head, event);
          expect(head).toEqual(headAt(stream, event.seq));
        }
      }),
    );
  });

  it('stays the same object for repetitions, holes and events of others', () => {
    fc.assert(
      fc.property(streamArbitrary('c1', 10), fc.nat(), (stream, cut) => {
        const seq = cut % (stream.events.length + 1);
        const head = stream.events.slice(0, seq).reduce(applyEventToConversation, start);
        const others = stream.events.filter((event) => event.seq !== seq + 1);
        for (const event of others) expect(applyEventToConversation(head, event)).toBe(head);
        const next = stream.events[seq];
        if (next) expect(applyEventToConversation(head, { ...next, conversationId: 'c2' })).toBe(head);
      }),
    );
  });

  it('does not count a message as unread that was marked before it came', () => {
    const stream = { events: [created, message(2)] };
    const row = { ...headAt(stream, 1), reads: { visitor: 0, agent: 2 } };
    expect(applyEventToConversation(row, message(2)).unread).toBe(0);
    expect(applyEventToConversation({ ...row, reads: { visitor: 0, agent: 1 } }, message(2)).unread).toBe(1);
  });

  it('keeps the agent who served a closed conversation', () => {
    const at = '2026-01-01T00:00:00.000Z';
    const agent = { id: 'a', name: '张三' };
    const events = [
      { type: 'conversation.created', conversationId: 'c1', seq: 1, at, origin: 'visitor' },
      { type: 'conversation.assigned', conversationId: 'c1', seq: 2, at, agent, by: 'routing' },
      { type: 'conversation.closed', conversationId: 'c1', seq: 3, at, reason: 'agent', by: null },
    ] as const;
    expect(events.reduce(applyEventToConversation, start)).toMatchObject({
      state: 'closed',
      agent,
      closeReason: 'agent',
    });
  });
});
