import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';

const FIELD = /^\{config\.([A-Za-z0-9_.-]+)\}$/;

/**
 * Where a plugin may go: the hosts of its manifest, and for `{config.endpoint}` those that administrators have entered in this field of
 * its channels. Such a host is allowed with exactly the port that was entered.
 */
export async function allowedHosts(
  db: DatabaseReader,
  pluginId: string,
  allow: readonly string[],
): Promise<readonly string[]> {
  const fields = allow.flatMap((entry) => FIELD.exec(entry)?.[1] ?? []);
  const named = allow.filter((entry) => !FIELD.test(entry));
  if (fields.length === 0) return named;
  const { rows } = await sql<{ value: string }>`
    select c.config #>> string_to_array(f.path, '.') as value
    from channels c cross join unnest(${fields}::text[]) as f (path)
    where c.type like ${`${pluginId}/%`} and c.config #>> string_to_array(f.path, '.') is not null`.execute(db);
  return [...named, ...rows.flatMap(({ value }) => hostOf(value))];
}

const hostOf = (value: string): string[] => {
  if (!URL.canParse(value)) return [];
  const { protocol, hostname, port } = new URL(value);
  return [`${hostname}:${port || (protocol === 'http:' ? '80' : '443')}`];
};
