import { describe, expect, it } from 'vitest';
import { bestScore } from './fuzzy.ts';
import { initialsOf } from './initials.ts';

const textsOf = (label: string) => [label.toLowerCase(), initialsOf(label).toLowerCase()];
const order = (query: string, ...labels: string[]) =>
  labels
    .map((label) => ({ label, score: bestScore(query, textsOf(label)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ label }) => label);

describe('finding an act by what is typed', () => {
  it('finds Chinese by its signs and by the initials of its pinyin', () => {
    expect(initialsOf('转接会话')).toBe('zjhh');
    expect(initialsOf('王小明 VIP')).toBe('wxm VIP');
    expect(order('zj', '转接会话', '结束会话', '写备注')).toEqual(['转接会话']);
    expect(order('会话', '转接会话', '写备注', '会话')).toEqual(['会话', '转接会话']);
  });

  it('puts what begins with it first, then what has it somewhere, then what has only its letters', () => {
    expect(order('tr', 'Try it', 'Extract', 'Tear')).toEqual(['Try it', 'Extract', 'Tear']);
  });

  it('wants each word that was typed', () => {
    expect(order('dark theme', 'Theme: dark', 'Theme: light')).toEqual(['Theme: dark']);
    expect(order('', 'Anything')).toEqual(['Anything']);
  });
});
