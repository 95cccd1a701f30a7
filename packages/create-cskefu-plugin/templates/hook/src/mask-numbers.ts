/** Numbers as they stand on bank cards: 13 to 19 digits, in groups or not. */
const CARD = /\b\d(?:[ -]?\d){12,18}\b/g;

/** Puts `•` in the place of the digits of card numbers, but for the last ones. */
export const maskNumbers = (text: string, shown: number): string =>
  text.replace(CARD, (number) => {
    let left = number.replace(/\D/g, '').length;
    return number.replace(/\d/g, (digit) => (left-- > shown ? '•' : digit));
  });
