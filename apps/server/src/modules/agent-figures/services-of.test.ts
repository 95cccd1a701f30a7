import { describe, expect, test } from 'vitest';
import { type StreamEntry, servicesOf, type Word } from './services-of.ts';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 9, 0, second));
const happens = (seq: number, second: number, type: string, payload: StreamEntry['payload'] = {}): StreamEntry => ({
  seq,
  at: at(second),
  type: `conversation.${type}`,
  orgUnitId: 1,
  payload,
});
const says = (seq: number, second: number, authorKind: string, authorId: string | null = null): Word => ({
  seq,
  at: at(second),
  authorKind,
  authorId,
});
const given = (seq: number, second: number, id: string, by = 'routing') =>
  happens(seq, second, 'assigned', { agent: { id }, by });

describe('what an agent did in a conversation', () => {
  test('waiting, first response, replies and length', () => {
    const stream = [happens(1, 0, 'waiting'), given(3, 20, 'zhang'), happens(9, 200, 'closed')];
    const words = [
      says(2, 5, 'visitor'),
      says(4, 30, 'agent', 'zhang'),
      says(5, 31, 'agent', 'zhang'),
      says(6, 60, 'visitor'),
      says(7, 70, 'visitor'),
      says(8, 90, 'agent', 'zhang'),
    ];
    expect(servicesOf(stream, words)).toMatchObject([
      { agentId: 'zhang', waited: 20, firstResponse: 10, replies: 3, answers: 2, answerTime: 40, endedAt: at(200) },
    ]);
  });

  test('words count once the service has ended', () => {
    const stream = [happens(1, 0, 'waiting'), given(2, 20, 'zhang')];
    expect(servicesOf(stream, [says(3, 30, 'agent', 'zhang')])).toMatchObject([{ replies: 0, firstResponse: null }]);
  });

  test('handed to a colleague: two services, and only the first visitor queued', () => {
    const stream = [
      happens(1, 0, 'waiting'),
      given(2, 20, 'zhang'),
      happens(3, 50, 'transferred'),
      given(4, 50, 'li', 'transferred'),
      happens(5, 90, 'closed'),
      happens(6, 95, 'rated', { level: 5 }),
    ];
    expect(servicesOf(stream, [])).toMatchObject([
      { agentId: 'zhang', waited: 20, transferredOut: true, transferredIn: false, satisfaction: null },
      { agentId: 'li', waited: null, transferredOut: false, transferredIn: true, satisfaction: 5 },
    ]);
  });

  test('back in the queue it waits anew', () => {
    const stream = [
      happens(1, 0, 'waiting'),
      given(2, 20, 'zhang'),
      happens(3, 50, 'waiting'),
      given(4, 65, 'li'),
      happens(5, 90, 'closed'),
    ];
    expect(servicesOf(stream, []).map(({ waited, endedAt }) => [waited, endedAt])).toEqual([
      [20, at(50)],
      [15, at(90)],
    ]);
  });

  test('the last rating counts', () => {
    const stream = [given(1, 0, 'zhang'), happens(2, 9, 'rated', { level: 2 }), happens(3, 12, 'rated', { level: 4 })];
    expect(servicesOf(stream, [])).toMatchObject([{ satisfaction: 4 }]);
  });
});
