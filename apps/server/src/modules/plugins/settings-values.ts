import { type ConfigProblem, checkConfig, type Field, type Fields } from '@cskefu/plugin-sdk';
import type { SecretBox } from '../../platform/config/index.ts';

type Values = Readonly<Record<string, unknown>>;

/** Secrets by their path: `proxy.password`. */
export type Secrets = Readonly<Record<string, string>>;

/** What a plugin has: open values, and secrets apart. */
export interface StoredSettings {
  readonly values: Values;
  readonly secrets: Secrets;
}

export type CheckedSettings =
  | { readonly ok: true; readonly config: Values; readonly stored: StoredSettings }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Checks open values and secrets together, and takes them apart again. */
export const checkSettings = (fields: Fields, { values, secrets }: StoredSettings): CheckedSettings => {
  const checked = checkConfig(fields, withSecrets(fields, values, secrets));
  if (!checked.ok) return checked;
  return { ok: true, config: checked.value, stored: splitSettings(fields, checked.value) };
};

/** Only what the fields know: an older version of the plugin may have had others. */
export const fitting = (fields: Fields, values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (!field) return [];
      return [[key, field.type === 'group' && isRecord(value) ? fitting(field.fields, value) : value]];
    }),
  );

/** The text fields of all groups, by path. */
export const textFields = (fields: Fields, prefix = ''): [string, Extract<Field, { type: 'string' }>][] =>
  Object.entries(fields).flatMap(([key, field]): [string, Extract<Field, { type: 'string' }>][] => {
    if (field.type === 'group') return textFields(field.fields, `${prefix}${key}.`);
    return field.type === 'string' ? [[prefix + key, field]] : [];
  });

export const secretPaths = (fields: Fields): string[] =>
  textFields(fields).flatMap(([path, field]) => (field.secret ? [path] : []));

/** What was entered: a secret that is absent stays, null takes it away. */
export const enteredSettings = (fields: Fields, entered: Values, before: Secrets): StoredSettings => {
  const secrets: Record<string, string> = {};
  for (const path of secretPaths(fields)) {
    const given = valueAt(entered, path);
    const secret = given === undefined || given === '' ? before[path] : given;
    if (typeof secret === 'string') secrets[path] = secret;
  }
  return { values: withoutPaths(entered, secretPaths(fields)), secrets };
};

export const setAt = (values: Values, path: string, value: unknown): Values => {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...values, [key]: value };
  const inner = values[key];
  return { ...values, [key]: setAt(isRecord(inner) ? inner : {}, rest.join('.'), value) };
};

export const valueAt = (values: Values, path: string): unknown =>
  path.split('.').reduce<unknown>((at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined), values);

/** Sealed with another key they are gone, and have to be entered anew. That must not keep other plugins from starting. */
export const openSecrets = (box: SecretBox, sealed: string | null): Secrets => {
  if (sealed === null) return {};
  try {
    return JSON.parse(box.open(sealed)) as Secrets;
  } catch {
    return {};
  }
};

export const sealSecrets = (box: SecretBox, secrets: Secrets): string | null =>
  Object.keys(secrets).length === 0 ? null : box.seal(JSON.stringify(secrets));

const withSecrets = (fields: Fields, values: Values, secrets: Secrets): Values =>
  secretPaths(fields).reduce(
    (all, path) => (secrets[path] === undefined ? all : setAt(all, path, secrets[path])),
    values,
  );

const splitSettings = (fields: Fields, config: Values): StoredSettings => {
  const paths = secretPaths(fields);
  const kept = paths.map((path) => [path, valueAt(config, path)] as const);
  return {
    values: withoutPaths(config, paths),
    secrets: Object.fromEntries(kept.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
};

const withoutPaths = (values: Values, paths: readonly string[]): Values =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      if (paths.includes(key)) return [];
      const inner = paths.flatMap((path) => (path.startsWith(`${key}.`) ? [path.slice(key.length + 1)] : []));
      return [[key, isRecord(value) && inner.length > 0 ? withoutPaths(value, inner) : value]];
    }),
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
