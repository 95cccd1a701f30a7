import type { ChoiceField, Field, Fields, ListField, NumberField, TextField } from './config-schema.ts';

/** What is wrong with one field; `path` like `proxy.url`. The console has the words for the codes. */
export interface ConfigProblem {
  readonly path: string;
  readonly code:
    | 'required'
    | 'wrong_type'
    | 'too_short'
    | 'too_long'
    | 'too_small'
    | 'too_large'
    | 'not_an_integer'
    | 'malformed'
    | 'not_an_option'
    | 'too_many'
    | 'unknown_field';
}

export type CheckedConfig =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Checks what was entered against the fields and fills in what they say where nothing was entered. */
export const checkConfig = (fields: Fields, given: unknown): CheckedConfig => {
  const problems: ConfigProblem[] = [];
  const value = checkGroup(fields, given, '', problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value };
};

type Problems = ConfigProblem[];

const checkGroup = (fields: Fields, given: unknown, prefix: string, problems: Problems): Record<string, unknown> => {
  const values = isRecord(given) ? given : {};
  if (given !== undefined && !isRecord(given)) problems.push({ path: prefix.slice(0, -1), code: 'wrong_type' });
  for (const key of Object.keys(values))
    if (!Object.hasOwn(fields, key)) problems.push({ path: prefix + key, code: 'unknown_field' });
  const checked: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(fields)) {
    if (!isShown(field, fields, values)) continue;
    const value = checkField(field, values[key], prefix + key, problems);
    if (value !== undefined) checked[key] = value;
  }
  return checked;
};

const isShown = (field: Field, fields: Fields, values: Record<string, unknown>): boolean => {
  if (!field.showIf) return true;
  const other = fields[field.showIf.field];
  const value = values[field.showIf.field] ?? (other && 'default' in other ? other.default : undefined);
  return value === field.showIf.is;
};

const checkField = (field: Field, given: unknown, path: string, problems: Problems): unknown => {
  switch (field.type) {
    case 'group':
      return checkGroup(field.fields, given, `${path}.`, problems);
    case 'list':
      return checkList(field, given ?? [], path, problems);
    case 'boolean':
      return ofType('boolean', given ?? field.default, path, problems);
    default:
      return checkScalar(field, given, path, problems);
  }
};

const checkScalar = (
  field: TextField | NumberField | ChoiceField,
  given: unknown,
  path: string,
  problems: Problems,
) => {
  const value = given === '' || given === null ? undefined : given;
  if (value === undefined) {
    if (field.default !== undefined) return field.default;
    if (!field.optional) problems.push({ path, code: 'required' });
    return undefined;
  }
  const code = field.type === 'string' ? textProblem(field, value) : otherProblem(field, value);
  if (code) problems.push({ path, code });
  return value;
};

const otherProblem = (field: NumberField | ChoiceField, value: unknown): ConfigProblem['code'] | null =>
  field.type === 'number' ? numberProblem(field, value) : choiceProblem(field, value);

const textProblem = (field: TextField, value: unknown): ConfigProblem['code'] | null => {
  if (typeof value !== 'string') return 'wrong_type';
  if (value.length < (field.minLength ?? 0)) return 'too_short';
  if (value.length > (field.maxLength ?? 1_000)) return 'too_long';
  if (field.pattern && !new RegExp(`^(?:${field.pattern})$`, 'u').test(value)) return 'malformed';
  return field.format && !formats[field.format](value) ? 'malformed' : null;
};

const formats: Record<NonNullable<TextField['format']>, (value: string) => boolean> = {
  url: (value) => URL.canParse(value) && /^https?:/.test(value),
  email: (value) => /^[^\s@]+@[^\s@]+$/.test(value),
  color: (value) => /^#[0-9a-f]{6}$/i.test(value),
  multiline: () => true,
};

const numberProblem = (field: NumberField, value: unknown): ConfigProblem['code'] | null => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'wrong_type';
  if (field.integer && !Number.isInteger(value)) return 'not_an_integer';
  if (field.min !== undefined && value < field.min) return 'too_small';
  return field.max !== undefined && value > field.max ? 'too_large' : null;
};

const choiceProblem = (field: ChoiceField, value: unknown): ConfigProblem['code'] | null =>
  field.options.some((option) => option.value === value) ? null : 'not_an_option';

const checkList = (field: ListField, given: unknown, path: string, problems: Problems): unknown => {
  if (!Array.isArray(given)) return ofType('array', given, path, problems);
  if (given.length > (field.maxItems ?? 100)) problems.push({ path, code: 'too_many' });
  return given.map((item, at) => checkScalar(field.item, item, `${path}.${at}`, problems));
};

const ofType = (type: 'boolean' | 'array', value: unknown, path: string, problems: Problems): unknown => {
  if (type === 'array' || typeof value !== type) problems.push({ path, code: 'wrong_type' });
  return value;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
