import fc from 'fast-check';

const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud83d',
  '\udc00x',
  '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}',
  '\u202e\u0007\u001b[31m',
  "'; drop table messages; --",
  '{"$ne":null}',
  '../../etc/passwd',
  '%00%ff%zz',
  'x'.repeat(20_000),
  '1e999',
  '2026-13-45T99:99:99Z',
  '1_00000000-0000-0000-0000-000000000000',
  '2026-01-01T00:00:00.000Z_------------------------------------',
  'null',
  'NaN',
];
const numbers = [0, -0, -1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 31 - 1, 2 ** 53, 1e21, 5e-324];

/** A single value that has broken programs before. */
export const spicyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...texts) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>('\u0000', 'a\u0000b', '/\u0000') },
  fc.constantFrom<unknown>(...numbers),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    { length: -1 },
    { toString: null },
    { constructor: { prototype: { hacked: true } } },
  ),
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.double(),
  fc.jsonValue({ maxDepth: 4 }),
  fc.integer({ min: 1, max: 2_000 }).map((depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)) as unknown),
);

/** A valid value with something spicy in one or two places, or something else altogether. */
export function spoiled(sample: unknown): fc.Arbitrary<unknown> {
  const places = placesOf(sample);
  const spoil = fc
    .array(fc.tuple(fc.constantFrom(...places), spicyValue), { minLength: 1, maxLength: 2 })
    .map((changes) => changes.reduce<unknown>((value, [place, spice]) => replaced(value, place, spice), sample));
  return fc.oneof(
    { weight: 6, arbitrary: spoil },
    { weight: 1, arbitrary: spicyValue },
    { weight: 1, arbitrary: fc.constant(sample) },
  );
}

type Place = readonly string[];

function placesOf(value: unknown, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  const keys = ['unknown', '__proto__', ...Object.keys(value)];
  return [at, ...keys.flatMap((key) => placesOf((value as Record<string, unknown>)[key], [...at, key]))].filter(
    (place) => place.length > 0 && place.length < 6,
  );
}

/** A copy with another value at this place. `__proto__` becomes a key like any other, as JSON allows. */
function replaced(value: unknown, [key, ...rest]: Place, spice: unknown): unknown {
  if (key === undefined) return spice;
  if (typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  const inner = replaced((value as Record<string, unknown>)[key], rest, spice);
  Object.defineProperty(copy, key, { value: inner, enumerable: true, configurable: true, writable: true });
  return copy;
}
