const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';
const LENGTH = 14;

/** Even below 2³² a remainder would favour the first letters by less than one in a hundred million. */
const pick = (from: string) => from[(crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % from.length] ?? '';

/** A password that nobody has to read twice: no 0 and O, no 1 and l. At least one letter and one digit. */
export const generatePassword = (): string => {
  const rest = Array.from({ length: LENGTH - 2 }, () => pick(LETTERS + DIGITS)).join('');
  return pick(LETTERS) + rest + pick(DIGITS);
};
