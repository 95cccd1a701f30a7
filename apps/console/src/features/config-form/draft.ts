import { type ConfigProblem, checkConfig, type Field, type Fields } from '@cskefu/plugin-sdk';

/**
 * What is entered. Of a secret that is kept already only a change is known: absent it stays, `null` takes it away, words replace it.
 */
export type ConfigValues = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a field, or what the definition says where nothing was entered. */
export const enteredOr = (field: Field, values: ConfigValues, key: string): unknown =>
  values[key] ?? ('default' in field ? field.default : undefined);

export const isShown = ({ showIf }: Field, fields: Fields, values: ConfigValues): boolean => {
  const other = showIf && fields[showIf.field];
  return !showIf || (other !== undefined && enteredOr(other, values, showIf.field) === showIf.is);
};

/** Whether the secret at this place is kept, seen from what is entered. */
const staysKept = (values: ConfigValues, path: string): boolean => {
  const [head = '', ...rest] = path.split('.');
  if (rest.length === 0) return values[head] === undefined;
  const inside = values[head];
  return isRecord(inside) ? staysKept(inside, rest.join('.')) : inside === undefined;
};

/** The desk fills it in by itself. */
const isGenerated = (fields: Fields, path: string): boolean => {
  const [head = '', ...rest] = path.split('.');
  const field = fields[head];
  if (field?.type === 'group') return isGenerated(field.fields, rest.join('.'));
  return field?.type === 'string' && field.generated !== undefined;
};

/** Everything that is wrong, by the rules of the desk. A kept secret counts as entered, and so does what the desk will make up. */
export const problemsOf = (fields: Fields, values: ConfigValues, kept: ReadonlySet<string>): ConfigProblem[] => {
  const checked = checkConfig(fields, values);
  if (checked.ok) return [];
  return checked.problems.filter(
    ({ path, code }) =>
      code !== 'required' || !(isGenerated(fields, path) || (kept.has(path) && staysKept(values, path))),
  );
};

/** What no field knows any more (an older version had it) is left out, else nothing could be saved. */
export const knownValues = (fields: Fields, values: ConfigValues): ConfigValues =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      const value = values[key];
      if (value === undefined) return [];
      return [[key, field.type === 'group' && isRecord(value) ? knownValues(field.fields, value) : value]];
    }),
  );

/** `body/settings/proxy.url`, `proxy.url`: where the server found something wrong, as a path of the form. */
export const problemsFromIssues = (
  fields: Fields,
  issues: readonly { path: string; message: string }[],
): ConfigProblem[] =>
  issues.flatMap(({ path, message }) => {
    const steps = path.split(/[./]/).filter(Boolean);
    const start = steps.findIndex((step) => Object.hasOwn(fields, step));
    return start < 0 ? [] : [{ path: steps.slice(start).join('.'), code: codeOf(message) }];
  });

const codes: readonly ConfigProblem['code'][] = [
  'required',
  'wrong_type',
  'too_short',
  'too_long',
  'too_small',
  'too_large',
  'not_an_integer',
  'malformed',
  'not_an_option',
  'too_many',
];

const codeOf = (message: string): ConfigProblem['code'] => codes.find((code) => message.includes(code)) ?? 'malformed';
