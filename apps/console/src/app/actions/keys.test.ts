import { describe, expect, it } from 'vitest';
import { actionIds, definitionOf } from './catalogue.ts';

describe('the catalogue of actions', () => {
  it('gives no key to two acts of one page', () => {
    const keys = actionIds.flatMap((id) => {
      const { keys: own = [], told } = definitionOf(id);
      return told || definitionOf(id).group === 'queue' ? [] : own;
    });
    expect(new Set(keys).size).toBe(keys.length);
  });
});
