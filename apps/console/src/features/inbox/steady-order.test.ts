import { describe, expect, it } from 'vitest';
import { inOrderOf } from './steady-order.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id }));

describe('a list under the pointer', () => {
  it('keeps its order when a conversation would jump to the top', () => {
    expect(inOrderOf(['a', 'b', 'c'], rows('c', 'a', 'b'))).toEqual(rows('a', 'b', 'c'));
  });
  it('puts new conversations at the end, in their own order', () => {
    expect(inOrderOf(['a', 'b'], rows('y', 'x', 'b', 'a'))).toEqual(rows('a', 'b', 'y', 'x'));
  });
  it('closes the gap of one that has gone', () => {
    expect(inOrderOf(['a', 'b', 'c'], rows('c', 'a'))).toEqual(rows('a', 'c'));
  });
});
