type Settings = Readonly<Record<string, unknown>>;

const FIELD = /^\{config\.([A-Za-z0-9_.-]+)\}$/;

/** The hosts of the manifest; for `{config.endpoint}` those that stand in this field of the settings of a channel, with their ports. */
export const namedHosts = (allow: readonly string[], settings: readonly Settings[]): string[] =>
  allow.flatMap((entry) => {
    const path = FIELD.exec(entry)?.[1];
    return path === undefined ? [entry] : settings.flatMap((given) => hostOf(valueAt(given, path.split('.'))));
  });

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Settings | undefined)?.[key], value);

const hostOf = (value: unknown): string[] => {
  if (typeof value !== 'string' || !URL.canParse(value)) return [];
  const { protocol, hostname, port } = new URL(value);
  return [`${hostname}:${port || (protocol === 'http:' ? '80' : '443')}`];
};
