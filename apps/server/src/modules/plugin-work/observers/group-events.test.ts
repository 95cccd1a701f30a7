import type { ObservedEvent } from '@cskefu/plugin-sdk';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupEvents } from './group-events.ts';

const build = (letters: readonly (readonly [type: string, conversationId: string | null])[]): ObservedEvent[] =>
  letters.map(([type, conversationId], index) => ({
    id: String(index),
    type,
    conversationId,
    seq: index,
    at: 0,
    actor: { kind: 'system', id: null },
    payload: null,
  }));
const shape = (events: ObservedEvent[], limit = 32) =>
  groupEvents(events, () => limit).map((batch) => `${batch.type}:${batch.events.map(({ id }) => id).join(',')}`);

test('events of one type go over together', () => {
  const events = build([
    ['a', '1'],
    ['b', '2'],
    ['a', '3'],
    ['b', '4'],
  ]);
  expect(shape(events)).toEqual(['a:0,2', 'b:1,3']);
});

test('what happens in one conversation is told in its order', () => {
  const events = build([
    ['a', '1'],
    ['b', '1'],
    ['a', '1'],
    ['a', '2'],
  ]);
  expect(shape(events)).toEqual(['a:0', 'b:1', 'a:2,3']);
});

test('a batch takes no more than it may', () => {
  expect(shape(build(Array.from({ length: 5 }, () => ['a', null] as const)), 2)).toEqual(['a:0,1', 'a:2,3', 'a:4']);
});

test('whatever comes: nothing is lost or doubled, and the order of each conversation holds', () => {
  const letter = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3', null));
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (letters, limit) => {
      const told = groupEvents(build(letters), () => limit).flatMap(({ type, events }) => {
        expect(events.length).toBeLessThanOrEqual(limit);
        expect(events.every((event) => event.type === type)).toBe(true);
        return events;
      });
      expect(told.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(letters.map((_, index) => index));
      for (const conversation of ['1', '2', '3']) {
        const seqs = told.filter(({ conversationId }) => conversationId === conversation).map(({ seq }) => seq);
        expect(seqs).toEqual([...seqs].sort((a, b) => Number(a) - Number(b)));
      }
    }),
  );
});
