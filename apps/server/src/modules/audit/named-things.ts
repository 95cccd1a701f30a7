import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { type Reach, within } from '../organization/index.ts';

/** `kind:id` → its name. What has none, or is gone without a trace, is absent. */
export type Names = ReadonlyMap<string, string>;

const kindOfKey: Readonly<Record<string, string>> = {
  accountId: 'account',
  accountIds: 'account',
  agentId: 'account',
  from: 'account',
  to: 'account',
  roleId: 'role',
  roleIds: 'role',
  orgUnitId: 'org-unit',
  orgUnitIds: 'org-unit',
  unitId: 'org-unit',
  parentId: 'org-unit',
  skillGroupId: 'org-unit',
  lineBefore: 'org-unit',
  lineAfter: 'org-unit',
  channelId: 'channel',
};

/** What a payload mentions by id, however deep, at most a hundred of each list: `role:3`. */
export function mentionsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const kind = kindOfKey[key];
    if (kind === undefined) return mentionsIn(inner);
    const ids = Array.isArray(inner) ? inner.slice(0, 100) : [inner];
    return ids.flatMap((id) => (typeof id === 'string' || typeof id === 'number' ? [`${kind}:${id}`] : []));
  });
}

/**
 * Names of things by `kind:id`, as far as the reader's reach goes: an entry may mention what lies above. Whoever acted is named
 * in any case.
 */
export async function findNames(
  db: DatabaseReader,
  reach: Reach,
  actorIds: readonly string[],
  things: readonly string[],
): Promise<Names> {
  const wanted = [...new Set(things)];
  const ids = (kind: string, form: RegExp) =>
    wanted
      .filter((thing) => thing.startsWith(`${kind}:`))
      .map((thing) => thing.slice(kind.length + 1))
      .filter((id) => form.test(id));
  const { rows } = await sql<{ thing: string; name: string }>`
    select 'account:' || id as thing, name from accounts
    where id = any (${actorIds}::uuid[])
      or (id = any (${ids('account', UUID)}::uuid[]) and ${within('org_unit_id', reach)})
    union all
    select 'role:' || id, name from roles where id = any (${ids('role', INTEGER)}::int[])
    union all
    select 'org-unit:' || id, name from org_units
    where id = any (${ids('org-unit', INTEGER)}::int[]) and ${within('id', reach)}
    union all
    select 'channel:' || id, name from channels
    where id = any (${ids('channel', /./)}::text[]) and ${within('org_unit_id', reach)}`.execute(db);
  return new Map(rows.map(({ thing, name }) => [thing, name]));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INTEGER = /^\d{1,9}$/;
