/** What a word looked for is worth in a text: 0 if it is not in it, more the closer it stands and the earlier it begins. */
export const scoreOf = (word: string, text: string): number => {
  if (!word) return 1;
  const at = text.indexOf(word);
  if (at >= 0)
    return 100 - Math.min(at, 40) + (at === 0 || text[at - 1] === ' ' ? 40 : 0) - Math.min(text.length / 20, 10);
  return scatteredScore(word, text);
};

/** Its signs one after the other, with others between them: `trsf` in `transfer`. */
const scatteredScore = (word: string, text: string): number => {
  let from = 0;
  let gaps = 0;
  for (const sign of word) {
    const at = text.indexOf(sign, from);
    if (at < 0) return 0;
    if (from > 0) gaps += at - from;
    from = at + 1;
  }
  return Math.max(0, 40 - 2 * gaps);
};

/** Of several texts that stand for one thing, the best; each word that was typed must be somewhere. */
export const bestScore = (query: string, texts: readonly string[]): number => {
  const words = query.toLowerCase().trim().split(/\s+/).filter(Boolean);
  let sum = 1;
  for (const word of words) {
    const best = Math.max(...texts.map((text) => scoreOf(word, text)));
    if (best <= 0) return 0;
    sum += best;
  }
  return sum;
};
