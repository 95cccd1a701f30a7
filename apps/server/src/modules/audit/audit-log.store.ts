import type { AuditCategory } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor } from '../access/index.ts';
import { within } from '../organization/index.ts';

export interface AuditFilter {
  readonly category?: AuditCategory | undefined;
  readonly type?: string | undefined;
  readonly actorId?: string | undefined;
  /** `kind:id` */
  readonly subject?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface AuditRow {
  readonly position: string;
  readonly created_at: Date;
  /** Microseconds since 1970: PostgreSQL measures finer than JavaScript, and a cursor must not round. */
  readonly micros: string;
  readonly type: string;
  readonly category: AuditCategory;
  readonly subject: string | null;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly actor_address: string | null;
  readonly org_unit_id: number | null;
  readonly payload: Record<string, unknown> | null;
}

/** A page of the audit in the actor's current unit, newest first. `after` is the cursor of the last row before. */
export async function listAuditRows(
  db: DatabaseReader,
  actor: AccountActor,
  filter: AuditFilter,
  after: string | undefined,
  limit: number,
): Promise<AuditRow[]> {
  const conditions = [inReach(actor), ...conditionsOf(filter), ...(after === undefined ? [] : [older(after)])];
  const { rows } = await sql<AuditRow>`
    select position::text, created_at, (extract(epoch from created_at) * 1000000)::bigint::text as micros, type, category, subject,
      actor_kind, actor_id, actor_address, org_unit_id, payload
    from audit_entries
    where ${sql.join(conditions, sql` and `)}
    -- Of the view: the name alone would mean the text above, and '10' comes before '9'.
    order by created_at desc, audit_entries.position desc
    limit ${limit}`.execute(db);
  return rows;
}

export const auditCursorOf = (row: AuditRow): string => `${row.micros}_${row.position}`;

/** What lies in no unit belongs to the whole desk: for the super administrator, as long as they look at all of theirs. */
function inReach(actor: AccountActor): RawBuilder<boolean> {
  const wholeReach = actor.scope.id === actor.orgUnit.id;
  if (!actor.isSuperAdministrator || !wholeReach) return within('org_unit_id', actor.scope);
  const isRoot = actor.orgUnit.path === `/${actor.orgUnit.id}/`;
  return isRoot ? sql<boolean>`true` : sql<boolean>`(org_unit_id is null or ${within('org_unit_id', actor.scope)})`;
}

function conditionsOf(filter: AuditFilter): RawBuilder<boolean>[] {
  const { category, type, actorId, subject, from, to } = filter;
  return [
    ...(category === undefined ? [] : [sql<boolean>`category = ${category}`]),
    // The group of the type has an index.
    ...(type === undefined ? [] : [sql<boolean>`type = ${type} and category = audit_category(${type}::text)`]),
    ...(actorId === undefined ? [] : [sql<boolean>`actor_id = ${actorId}::uuid`]),
    ...(subject === undefined ? [] : [sql<boolean>`subject = ${subject}`]),
    ...(from === undefined ? [] : [sql<boolean>`created_at >= to_timestamp(${Date.parse(from) / 1_000})`]),
    ...(to === undefined ? [] : [sql<boolean>`created_at < to_timestamp(${Date.parse(to) / 1_000})`]),
  ];
}

const CURSOR = /^(-?\d{1,17})_(\d{1,18})$/;

function older(cursor: string): RawBuilder<boolean> {
  const [, micros, position] = CURSOR.exec(cursor) ?? [];
  if (micros === undefined || position === undefined)
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  return sql<boolean>`(created_at, audit_entries.position) <
    (timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${position}::bigint)`;
}
