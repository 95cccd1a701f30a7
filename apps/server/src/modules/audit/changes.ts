type Facts = Record<string, unknown>;

/** Words in a key behind which a secret may stand. Nothing should be there: whoever emits leaves secrets out. This is the second lock. */
const SECRET = /password|secret|token$|tokens$|hash|credential|cookie|recovery_?codes?$|signature|private_?key/i;
const HIDDEN = '***';

/** The same without what nobody may read. Switches and numbers tell no secret: "must change the password" stays. */
export function withoutSecrets(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, key));
  if (isFacts(value))
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutSecrets(inner, name)]));
  return typeof value === 'string' && SECRET.test(key) ? HIDDEN : value;
}

export interface Changes {
  readonly before: Facts | null;
  readonly after: Facts | null;
  readonly details: Facts;
}

/** Takes a payload apart: what changed from what to what, one level of settings deep, and what else is known. */
export function changesOf(payload: Facts | null): Changes {
  const { before, after, ...details } = withoutSecrets(payload ?? {}) as Facts;
  const [was, is] = [isFacts(before) ? flat(before) : null, isFacts(after) ? flat(after) : null];
  if (was === null || is === null) return { before: was, after: is, details };
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]),
  );
  return { before: pick(was, changed), after: pick(is, changed), details };
}

const isFacts = (value: unknown): value is Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pick = (facts: Facts, keys: readonly string[]): Facts =>
  Object.fromEntries(keys.filter((key) => facts[key] !== undefined).map((key) => [key, facts[key]]));

/** `{ settings: { color } }` → `{ 'settings.color' }`, but a thing that is named stays whole. */
function flat(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) =>
      isFacts(value) && !('name' in value)
        ? Object.entries(value).map(([inner, deep]) => [`${key}.${inner}`, deep])
        : [[key, value]],
    ),
  );
}
