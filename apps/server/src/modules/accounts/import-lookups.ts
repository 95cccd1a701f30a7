import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { AccountActor } from '../access/index.ts';
import { type Reach, within } from '../organization/index.ts';
import { findAllRoles, type RoleRecord } from '../roles/index.ts';

/** What the words of a file of accounts mean, and which names are taken. */
export interface ImportLookups {
  /** By name, or by the end of its path: `华南 / 售前`. */
  unit(words: string): { id: number } | 'unknown' | 'ambiguous';
  role(name: string): RoleRecord | undefined;
  isTaken(field: 'username' | 'email' | 'mobile', value: string): boolean;
}

export type LoginNameLists = Readonly<Record<'username' | 'email' | 'mobile', readonly string[]>>;

export async function lookUpForImport(
  db: DatabaseReader,
  actor: AccountActor,
  names: LoginNameLists,
): Promise<ImportLookups> {
  const units = await findUnits(db, actor.orgUnit);
  const roles = new Map((await findAllRoles(db)).map((role) => [role.name.toLowerCase(), role]));
  const taken = await findTaken(db, names);
  return {
    unit: (words) => (words === '' ? { id: actor.scope.id } : resolveUnit(units, words)),
    role: (name) => roles.get(name.toLowerCase()),
    isTaken: (field, value) => taken[field].has(value),
  };
}

interface NamedUnit {
  readonly id: number;
  /** Lower case, from the highest unit in reach down to itself. */
  readonly line: readonly string[];
}

async function findUnits(db: DatabaseReader, reach: Reach): Promise<NamedUnit[]> {
  const rows = await db
    .selectFrom('org_units')
    .select(['id', 'name', 'path'])
    .where(within('id', reach))
    .where('deleted_at', 'is', null)
    .execute();
  const names = new Map(rows.map((row) => [row.id, row.name.toLowerCase()]));
  return rows.map(({ id, path }) => ({
    id,
    line: path
      .split('/')
      .map((step) => names.get(Number(step)))
      .filter((name) => name !== undefined),
  }));
}

function resolveUnit(units: readonly NamedUnit[], words: string): { id: number } | 'unknown' | 'ambiguous' {
  const whole = words.toLowerCase();
  const byName = units.filter(({ line }) => line.at(-1) === whole);
  const steps = whole.split('/').map((step) => step.trim());
  const found =
    byName.length > 0 ? byName : units.filter(({ line }) => line.slice(-steps.length).join('/') === steps.join('/'));
  const [unit] = found;
  if (!unit) return 'unknown';
  return found.length > 1 ? 'ambiguous' : unit;
}

async function findTaken(db: DatabaseReader, names: LoginNameLists) {
  const rows = await db
    .selectFrom('accounts')
    .select(['username', 'email', 'mobile'])
    .where((where) =>
      where.or([
        where('username', '=', sql<string>`any (${names.username}::text[])`),
        where(sql`lower(email)`, '=', sql`any (${names.email}::text[])`),
        where('mobile', '=', sql<string>`any (${names.mobile}::text[])`),
      ]),
    )
    .execute();
  return {
    username: new Set(rows.map((row) => row.username)),
    email: new Set(rows.map((row) => row.email?.toLowerCase())),
    mobile: new Set(rows.map((row) => row.mobile)),
  };
}
