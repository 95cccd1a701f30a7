import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readStored, writeStored } from './stored.ts';

const fakeStorage = () => {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
};

describe('what this browser remembers', () => {
  beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
  afterEach(() => vi.unstubAllGlobals());

  it('comes back as it was, and the same text as the same object', () => {
    writeStored('a', { width: 300 });
    expect(readStored('a', null)).toEqual({ width: 300 });
    expect(readStored('a', null)).toBe(readStored('a', null));
  });

  it('is the fallback when nothing, or nothing readable, was kept', () => {
    localStorage.setItem('b', '{broken');
    expect(readStored('b', 'fallback')).toBe('fallback');
    expect(readStored('c', 'fallback')).toBe('fallback');
  });

  it('is forgotten with null', () => {
    writeStored('d', 'draft');
    writeStored('d', null);
    expect(readStored('d', 'nothing')).toBe('nothing');
  });

  it('lasts as long as the page where the storage is full', () => {
    vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    writeStored('e', 'a long draft');
    expect(readStored('e', '')).toBe('a long draft');
  });
});
