import { describe, expect, it } from 'vitest';
import { urgencyOf } from './waiting-urgency.ts';

describe('the waiting time of a visitor', () => {
  it('turns amber after a minute and red after three while nobody has taken the conversation', () => {
    expect([59, 60, 179, 180].map((seconds) => urgencyOf('waiting', seconds * 1_000))).toEqual([
      'calm',
      'soon',
      'soon',
      'late',
    ]);
  });
  it('leaves an agent more time to answer', () => {
    expect([119, 120, 300].map((seconds) => urgencyOf('silent', seconds * 1_000))).toEqual(['calm', 'soon', 'late']);
  });
});
