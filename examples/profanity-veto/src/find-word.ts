/** Wide letters, capitals and what hides between letters do not make another word. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '');

const LETTER = /[\p{Script=Latin}\p{N}]/u;

/** The first of the words that stands in the text. A word in Latin letters stands by itself ("class" holds no other word); a Chinese one anywhere. */
export const findWord = (words: readonly string[], text: string): string | null => {
  const searched = plain(text);
  return words.find((word) => contains(searched, plain(word.trim()))) ?? null;
};

const contains = (text: string, word: string): boolean => {
  if (word === '') return false;
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (
      !joins(text.charAt(at - 1), word.charAt(0)) &&
      !joins(word.charAt(word.length - 1), text.charAt(at + word.length))
    )
      return true;
  return false;
};

const joins = (left: string, right: string): boolean => LETTER.test(left) && LETTER.test(right);
