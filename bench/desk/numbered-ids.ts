import { randomBytes } from 'node:crypto';

/**
 * UUIDs that carry a number in their last twelve digits, so that a frame tells its place in a table without being looked up. Valid as
 * version 7 in form; the first eight digits set one family apart from the next.
 */
export interface NumberedIds {
  readonly prefix: string;
  id(number: number): string;
}

export function numberedIds(): NumberedIds {
  const prefix = `${randomBytes(4).toString('hex')}-0000-7000-8000-`;
  return { prefix, id: (number) => prefix + number.toString(16).padStart(12, '0') };
}

/** The number of an id made here. */
export function numberOf(id: string): number {
  return Number.parseInt(id.slice(-12), 16);
}
