const MOST_REPEATS = 2;
const MOST_CHOICES = 8;
/** Each repeats all that stands beside it. */
const MOST_CHOICES_WITH_TWO_REPEATS = 4;

/**
 * Whether a regular expression of a stranger ends soon on a text of a thousand characters: it repeats no group, only so often, and has few choices,
 * which double what there is to try. The core runs it on what is entered into a form, and a pattern that backtracks for ever would stop the desk.
 */
export const isSafePattern = (pattern: string): boolean => {
  try {
    new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return false;
  }
  const plain = pattern
    .replace(/\\./g, 'a')
    .replace(/\[[^\]]*\]/g, 'a')
    .replace(/\(\?(?:[:=!]|<[=!]|<\w+>)/g, '(');
  const repeats = plain.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0;
  const choices = plain.match(/[?|]/g)?.length ?? 0;
  const most = repeats < MOST_REPEATS ? MOST_CHOICES : MOST_CHOICES_WITH_TWO_REPEATS;
  return !/\)[*+{]/.test(plain) && repeats <= MOST_REPEATS && choices <= most;
};
