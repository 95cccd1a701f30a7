import { describe, expect, it } from 'vitest';
import { logTime } from './log-time.ts';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 5, 9).getTime();

describe('the time of a line in the log', () => {
  it('is told to the second, and with its day once that is over', () => {
    expect(logTime(at(26, 8), at(26, 23), 'zh-CN')).toBe('08:05:09');
    expect(logTime(at(19, 8), at(26, 8), 'zh-CN')).toBe('11/19 08:05:09');
    expect(logTime(at(19, 0), at(26, 8), 'en')).toBe('11/19, 00:05:09');
  });
});
