const MAX_DEPTH = 32;

/** What can be kept and walked through: PostgreSQL takes neither U+0000 nor half a character, and what is nested for ever fills the stack. */
export const isTame = (value: unknown, depth = 0): boolean => {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0');
  if (typeof value !== 'object' || value === null) return true;
  return depth < MAX_DEPTH && Object.entries(value).every(([key, inner]) => isTame(key) && isTame(inner, depth + 1));
};
