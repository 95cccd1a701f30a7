/** The answer of the first `word = answer` whose word stands in the text. */
export const findAnswer = (answers: readonly string[], text: string): string | null => {
  const lower = text.toLowerCase();
  for (const line of answers) {
    const at = line.indexOf('=');
    const word = line.slice(0, at).trim().toLowerCase();
    if (word && lower.includes(word)) return line.slice(at + 1).trim();
  }
  return null;
};
