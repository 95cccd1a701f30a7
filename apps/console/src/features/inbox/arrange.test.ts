import type { Conversation } from '@cskefu/contract';
import { describe, expect, it } from 'vitest';
import { arrange, asItComes } from './arrange.ts';

const row = (id: string, changes: Partial<Conversation> & { said?: [string, 'visitor' | 'agent'] } = {}) => {
  const { said, ...rest } = changes;
  return {
    id,
    state: 'active',
    channel: { id: 'web', name: '官网', type: 'web' },
    skillGroup: { id: 2, name: '售前' },
    visitor: { id, name: `访客 ${id}`, identified: false },
    unread: 0,
    lastMessage: said ? { kind: 'text', text: '你好', authorKind: said[1], at: said[0] } : null,
    ...rest,
  } as Conversation;
};
const idsOf = (rows: Conversation[]) => rows.map(({ id }) => id).join('');

describe('a list as somebody wants it', () => {
  const rows = [
    row('a', { said: ['2026-01-04', 'agent'] }),
    row('b', { said: ['2026-01-03', 'visitor'], unread: 1 }),
    row('c', { said: ['2026-01-02', 'visitor'], channel: { id: 'app', name: '应用', type: 'web' } }),
    row('d', { unread: 2, skillGroup: { id: 3, name: '售后' } }),
  ];
  it('has unread ones first, or who has waited longest, else the server’s order', () => {
    expect(idsOf(arrange(rows, asItComes, ''))).toBe('abcd');
    expect(idsOf(arrange(rows, { ...asItComes, order: 'unread' }, ''))).toBe('bdac');
    expect(idsOf(arrange(rows, { ...asItComes, order: 'longest' }, ''))).toBe('cbad');
  });
  it('has only those of a channel, of a skill group, or with a word', () => {
    expect(idsOf(arrange(rows, { ...asItComes, channelId: 'app' }, ''))).toBe('c');
    expect(idsOf(arrange(rows, { ...asItComes, skillGroupId: 3 }, ''))).toBe('d');
    expect(idsOf(arrange(rows, asItComes, '访客 B'))).toBe('b');
  });
});
