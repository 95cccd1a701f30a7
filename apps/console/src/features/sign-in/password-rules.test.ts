import { describe, expect, it } from 'vitest';
import { brokenRules } from './password-rules.ts';

describe('a new password', () => {
  it('needs eight characters, letters and digits', () => {
    expect(brokenRules('')).toEqual(['length', 'letters', 'digits']);
    expect(brokenRules('abcdefgh')).toEqual(['digits']);
    expect(brokenRules('12345678')).toEqual(['letters']);
    expect(brokenRules('a1')).toEqual(['length']);
    expect(brokenRules('abcd1234')).toEqual([]);
  });
});
