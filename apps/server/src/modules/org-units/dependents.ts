import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';

/** How much hangs on a unit. */
export interface Dependents {
  readonly children: number;
  readonly accounts: number;
  readonly channels: number;
  readonly conversations: number;
  /** Those that are limited to it. */
  readonly plugins: number;
}

export async function dependents(db: DatabaseReader, unitId: number): Promise<Dependents> {
  const { rows } = await sql<Dependents>`
    select
      (select count(*)::int from org_units where parent_id = ${unitId} and deleted_at is null) as children,
      (select count(*)::int from accounts where org_unit_id = ${unitId} and deleted_at is null) as accounts,
      (select count(*)::int from channels where ${unitId} in (org_unit_id, skill_group_id)) as channels,
      (select count(*)::int from conversations where skill_group_id = ${unitId} and state <> 'closed') as conversations,
      (select count(*)::int from plugins where org_unit_id = ${unitId} and (built_in or wanted_hash is not null)) as plugins`.execute(
    db,
  );
  return rows[0] as Dependents;
}

/** @throws {DomainError} in_use, naming each kind of thing that is still there, and how many */
export function refuseInUse(found: Dependents, kinds: readonly (keyof Dependents)[]): void {
  const left = kinds.filter((kind) => found[kind] > 0);
  if (left.length > 0)
    throw new DomainError('in_use', { issues: left.map((kind) => ({ path: kind, message: String(found[kind]) })) });
}
