import { describe, expect, it } from 'vitest';
import { neighbour, noColumns, withBeside, withOpen, without } from './columns.ts';

const two = { ids: ['a', 'b'], focused: 'a' };

describe('conversations beside each other', () => {
  it('are one until another is put beside it', () => {
    expect(withOpen(noColumns, 'a', 3)).toEqual({ ids: ['a'], focused: 'a' });
    expect(withBeside({ ids: ['a'], focused: 'a' }, 'b', 3)).toEqual({ ids: ['a', 'b'], focused: 'b' });
  });
  it('give the place of the one in focus to what is opened from the list', () => {
    expect(withOpen(two, 'c', 3)).toEqual({ ids: ['c', 'b'], focused: 'c' });
    expect(withOpen(two, 'b', 3)).toEqual({ ids: ['a', 'b'], focused: 'b' });
  });
  it('come right of the one in focus, and the last one gives way where there is no room', () => {
    expect(withBeside(two, 'c', 3)).toEqual({ ids: ['a', 'c', 'b'], focused: 'c' });
    expect(withBeside(two, 'c', 2)).toEqual({ ids: ['a', 'c'], focused: 'c' });
  });
  it('are as many as there is room for, the open one among them', () => {
    expect(withOpen({ ids: ['a', 'b', 'c'], focused: 'c' }, 'c', 2).ids).toEqual(['b', 'c']);
    expect(withOpen({ ids: ['a', 'b', 'c'], focused: 'c' }, 'c', 1).ids).toEqual(['c']);
  });
  it('leave the focus with the neighbour when one is closed, and go round by key', () => {
    expect(without({ ids: ['a', 'b', 'c'], focused: 'c' }, 'c')).toEqual({ ids: ['a', 'b'], focused: 'b' });
    expect(without(two, 'b')).toEqual({ ids: ['a'], focused: 'a' });
    expect(neighbour(two, -1)).toBe('b');
  });
});
