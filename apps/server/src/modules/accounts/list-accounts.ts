import type { AccountProfile } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { containing, findUnitWithin, type Reach, within } from '../organization/index.ts';
import { selectAccounts, toDetails } from './accounts.store.ts';
import { presentProfile } from './present-profile.ts';

export interface AccountFilter {
  readonly search?: string | undefined;
  readonly orgUnitId?: number | undefined;
  readonly exactUnit?: boolean | undefined;
  readonly roleId?: number | undefined;
  readonly kind?: 'administrator' | 'agent' | 'sip_agent' | 'ordinary' | 'without_role' | undefined;
  readonly state?: 'enabled' | 'disabled' | undefined;
}

const COUNT_UP_TO = 10_000;

/**
 * A page of the accounts of the current unit and below, by name.
 * @throws {DomainError} not_found: the unit is out of reach; invalid_input: the cursor
 */
export async function listAccounts(
  ctx: UseCaseContext<AccountActor>,
  input: AccountFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: AccountProfile[]; nextCursor: string | null; total: number }> {
  const reach = await partOfTree(ctx, input.orgUnitId);
  const after = input.cursor === undefined ? null : parseCursor(input.cursor);
  const rows = await filtered(ctx.tx, reach, input)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(accounts.name, accounts.id) > (${after?.name}, ${after?.id}::uuid)`),
    )
    .orderBy('accounts.name')
    .orderBy('accounts.id')
    .limit(input.limit + 1)
    .execute();
  const items = rows.slice(0, input.limit).map((row) => presentProfile(toDetails(row)));
  const last = items.at(-1);
  return {
    items,
    nextCursor: rows.length > input.limit && last ? `${last.id}_${last.name}` : null,
    total: await count(ctx.tx, reach, input),
  };
}

async function partOfTree(ctx: UseCaseContext<AccountActor>, orgUnitId: number | undefined): Promise<Reach> {
  if (orgUnitId === undefined) return ctx.actor.scope;
  const unit = await findUnitWithin(ctx.tx, ctx.actor.scope, orgUnitId);
  if (!unit) throw new DomainError('not_found');
  return unit;
}

function filtered(
  db: DatabaseReader,
  reach: Reach,
  { search, exactUnit, orgUnitId, roleId, kind, state }: AccountFilter,
) {
  return selectAccounts(db)
    .where(
      exactUnit && orgUnitId !== undefined
        ? sql<boolean>`accounts.org_unit_id = ${orgUnitId}`
        : within('accounts.org_unit_id', reach),
    )
    .$if(search !== undefined && search !== '', (query) =>
      query.where(sql<boolean>`${SEARCHED} like ${containing((search ?? '').normalize('NFKC').trim())}`),
    )
    .$if(roleId !== undefined, (query) =>
      query.where((where) =>
        where.exists(
          where
            .selectFrom('account_roles')
            .select('role_id')
            .whereRef('account_roles.account_id', '=', 'accounts.id')
            .where('role_id', '=', roleId ?? 0),
        ),
      ),
    )
    .$if(state !== undefined, (query) =>
      query.where('accounts.disabled_at', state === 'disabled' ? 'is not' : 'is', null),
    )
    .$if(kind !== undefined, (query) => query.where(KINDS[kind ?? 'ordinary']));
}

/** As in the index `accounts_search`. */
const SEARCHED = sql`lower(accounts.name || ' ' || accounts.username || ' ' || coalesce(accounts.email, '') || ' ' || coalesce(accounts.mobile, ''))`;

const GOVERNS = sql<boolean>`(accounts.is_administrator or accounts.is_super_administrator)`;
const KINDS = {
  administrator: GOVERNS,
  agent: sql<boolean>`accounts.is_agent`,
  sip_agent: sql<boolean>`accounts.extension is not null`,
  ordinary: sql<boolean>`not ${GOVERNS} and not accounts.is_agent`,
  without_role: sql<boolean>`not ${GOVERNS} and not exists (select 1 from account_roles r where r.account_id = accounts.id)`,
};

async function count(db: DatabaseReader, reach: Reach, filter: AccountFilter): Promise<number> {
  const found = filtered(db, reach, filter).clearSelect().select('accounts.id').limit(COUNT_UP_TO);
  const row = await db
    .selectFrom(found.as('found'))
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

const CURSOR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_(.*)$/su;

function parseCursor(cursor: string): { id: string; name: string } {
  const [, id, name] = CURSOR.exec(cursor) ?? [];
  if (id !== undefined && name !== undefined) return { id, name };
  throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
}
