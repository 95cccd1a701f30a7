import { isDeepStrictEqual } from 'node:util';

/** A promise that a channel does not keep: what was expected, and what came. */
export class Unmet extends Error {
  override readonly name = 'Unmet';
  readonly expected: string;
  readonly came: string;

  constructor(expected: string, came: string) {
    super(`expected ${expected}, but ${came}`);
    this.expected = expected;
    this.came = came;
  }
}

const MAX_SHOWN = 400;

/** A value in a few words. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? JSON.stringify(value) : toJson(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
};

const toJson = (value: unknown): string => {
  if (value instanceof Error) return `${(value as { code?: string }).code ?? value.name}: ${value.message}`;
  return (
    JSON.stringify(value, (_, inner) => (inner instanceof Uint8Array ? `${inner.length} bytes` : inner)) ?? 'nothing'
  );
};

export const expectTrue = (holds: boolean, expected: string, came: unknown): void => {
  if (!holds) throw new Unmet(expected, typeof came === 'string' ? came : `came ${shown(came)}`);
};

export const expectEqual = (came: unknown, wanted: unknown, what: string): void => {
  if (!isDeepStrictEqual(came, wanted)) throw new Unmet(`${what} to be ${shown(wanted)}`, `it was ${shown(came)}`);
};
