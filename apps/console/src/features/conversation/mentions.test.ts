import { describe, expect, it } from 'vitest';
import { mentionBefore, splitMentions, withMentions } from './mentions.ts';

const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;

describe('speaking to colleagues in a note', () => {
  it('stores who was chosen, the longest name first, and leaves other words alone', () => {
    const mentions = [
      { id: id('1'), name: '李四' },
      { id: id('2'), name: '李四光' },
    ];
    const text = withMentions('@李四光 和 @李四 请看，mail a@b.example', mentions);
    expect(text).toBe(`@[李四光](${id('2')}) 和 @[李四](${id('1')}) 请看，mail a@b.example`);
    expect(splitMentions(text).map((part) => [part.text, part.accountId])).toEqual([
      ['李四光', id('2')],
      [' 和 ', undefined],
      ['李四', id('1')],
      [' 请看，mail a@b.example', undefined],
    ]);
  });

  it('notices a name that is being written', () => {
    expect(mentionBefore('请 @李', 4)).toEqual({ at: 2, word: '李' });
    expect(mentionBefore('@', 1)).toEqual({ at: 0, word: '' });
    expect(mentionBefore('a@b', 3)).toBeNull();
    expect(mentionBefore('@李四 好', 5)).toBeNull();
  });
});
