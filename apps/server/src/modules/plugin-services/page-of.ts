import type { Page } from '@cskefu/plugin-sdk';

/** A page out of one more than was asked for: that one says whether there is another page. */
export const pageOf = <T>(found: readonly T[], limit: number, cursorOf: (last: T) => string): Page<T> => {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null };
};
