import { describe, expect, it } from 'vitest';
import { digitsOf } from './one-time-code.ts';

describe('a code of the app', () => {
  it('may be pasted with spaces, or typed in full width', () => {
    expect(digitsOf('123 456')).toBe('123456');
    expect(digitsOf('１２３４５６')).toBe('123456');
  });
  it('never has more than six digits', () => {
    expect(digitsOf('12345678')).toBe('123456');
  });
});
