const pinyinOrder = new Intl.Collator('zh-CN-u-co-pinyin');

/** The first syllable of each letter of pinyin, in the order in which dictionaries have them. No syllable begins with i, u or v. */
const firsts: readonly [string, string][] = [
  ['a', '阿'],
  ['b', '八'],
  ['c', '嚓'],
  ['d', '哒'],
  ['e', '妸'],
  ['f', '发'],
  ['g', '旮'],
  ['h', '哈'],
  ['j', '讥'],
  ['k', '咔'],
  ['l', '垃'],
  ['m', '痳'],
  ['n', '拏'],
  ['o', '噢'],
  ['p', '妑'],
  ['q', '七'],
  ['r', '呥'],
  ['s', '扨'],
  ['t', '它'],
  ['w', '穵'],
  ['x', '夕'],
  ['y', '丫'],
  ['z', '帀'],
];

const initialOf = (sign: string): string => {
  if (!/\p{Script=Han}/u.test(sign)) return sign;
  return firsts.findLast(([, first]) => pinyinOrder.compare(first, sign) <= 0)?.[0] ?? sign;
};

/** Chinese by the initials of its pinyin, other signs as they are: `转接会话` → `zjhh`. */
export const initialsOf = (text: string): string => Array.from(text, initialOf).join('');
