import { createHash } from 'node:crypto';

/** The id of what comes from outside: the same whoever works it out, so that whatever is stored twice is stored once. */
export const derivedId = (...parts: readonly (string | number)[]): string => {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  // Version 8: the bits are our own.
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};
