const MOST_REPEATS = 2;

/**
 * Whether a regular expression of a stranger ends soon on any text: it repeats no group, and only so often. The core runs it on what is entered
 * into a form, and a pattern that backtracks for ever would stop the desk.
 */
export const isSafePattern = (pattern: string): boolean => {
  try {
    new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return false;
  }
  const plain = pattern.replace(/\\./g, 'a').replace(/\[[^\]]*\]/g, 'a');
  const repeats = plain.match(/[*+]|\{\d+,\d*\}/g) ?? [];
  return !/\)[*+{]/.test(plain) && repeats.length <= MOST_REPEATS;
};
