import type { Presence, PresenceState } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { shownReason } from './presence.ts';
import { endPeriod } from './presence-periods.store.ts';

export interface AgentRecord {
  readonly accountId: string;
  readonly wanted: Exclude<PresenceState, 'offline'>;
  readonly reason: string | null;
  readonly state: PresenceState;
  readonly since: Date;
  readonly orgUnitId: number;
  /** The supervisor who made it so. */
  readonly forcedBy: { readonly id: string; readonly name: string } | null;
}

function selectAgents(db: DatabaseReader) {
  return db
    .selectFrom('agents')
    .innerJoin('accounts', 'accounts.id', 'agents.account_id')
    .leftJoin('accounts as supervisor', 'supervisor.id', 'agents.forced_by')
    .select(['account_id', 'wanted', 'reason', 'state', 'since', 'accounts.org_unit_id', 'forced_by'])
    .select('supervisor.name as forced_by_name');
}

/** An agent's row, locked until the transaction ends. */
export async function lockAgent(tx: DatabaseTransaction, accountId: string): Promise<AgentRecord> {
  const row = await selectAgents(tx).where('account_id', '=', accountId).forUpdate('agents').executeTakeFirst();
  if (!row) throw new DomainError('forbidden', { detail: 'this account serves no conversations' });
  return toRecord(row);
}

export async function findAgent(db: DatabaseReader, accountId: string): Promise<AgentRecord | undefined> {
  const row = await selectAgents(db).where('account_id', '=', accountId).executeTakeFirst();
  return row && toRecord(row);
}

/** An agent as far as handing over asks: their name, whether they are there, and where. */
export async function findTransferAgent(db: DatabaseReader, accountId: string) {
  const row = await db
    .selectFrom('agents')
    .innerJoin('accounts', 'accounts.id', 'agents.account_id')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .select(['accounts.name', 'agents.state', 'accounts.org_unit_id', 'org_units.path'])
    .where('account_id', '=', accountId)
    .where('accounts.is_super_administrator', '=', false)
    .executeTakeFirst();
  return row && { name: row.name, state: row.state as PresenceState, orgUnitId: row.org_unit_id, path: row.path };
}

/** Makes an account an agent, offline until it connects. */
export async function addAgent(tx: DatabaseTransaction, accountId: string): Promise<void> {
  await tx
    .insertInto('agents')
    .values({ account_id: accountId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Most conversations that an agent serves at a time; null: as their unit says. False: the account is no agent. */
export async function setCapacity(
  tx: DatabaseTransaction,
  accountId: string,
  capacity: number | null,
): Promise<boolean> {
  const changed = await tx
    .updateTable('agents')
    .set({ max_conversations: capacity })
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

export async function removeAgent(tx: DatabaseTransaction, accountId: string): Promise<void> {
  await endPeriod(tx, accountId, new Date());
  await tx.deleteFrom('agents').where('account_id', '=', accountId).execute();
}

/** Agents of whom no node has held a connection since `before`, and who are not offline yet. */
export async function findVanished(db: DatabaseReader, before: Date, accountId?: string): Promise<string[]> {
  const rows = await db
    .selectFrom('agents')
    .select('account_id')
    .where('state', '<>', 'offline')
    .where((column) => column.or([column('seen_at', 'is', null), column('seen_at', '<', before)]))
    .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId ?? ''))
    .execute();
  return rows.map((row) => row.account_id);
}

/** Those of these agents who count as offline; of accounts that are switched on. */
export async function findOfflineAmong(db: DatabaseReader, accountIds: readonly string[]): Promise<string[]> {
  if (accountIds.length === 0) return [];
  const rows = await db
    .selectFrom('agents')
    .innerJoin('accounts', 'accounts.id', 'agents.account_id')
    .select('account_id')
    .where('account_id', '=', sql<string>`any (${accountIds}::uuid[])`)
    .where('state', '=', 'offline')
    .where('accounts.disabled_at', 'is', null)
    .execute();
  return rows.map((row) => row.account_id);
}

/**
 * Renews the leases of agents that are connected to this node. Whoever assigns holds rows of agents in an order of its own, so nobody is waited for
 * while others are held: first all whose rows are free, then each of the rest by itself.
 */
export async function renewLeases(db: DatabaseReader, accountIds: readonly string[], now: Date): Promise<void> {
  const { rows } = await sql<{ account_id: string }>`
    update agents set seen_at = ${now} where account_id in (
      select account_id from agents where account_id = any (${accountIds}::uuid[]) for no key update skip locked
    ) returning account_id`.execute(db);
  const renewed = new Set(rows.map(({ account_id }) => account_id));
  for (const accountId of accountIds) {
    if (renewed.has(accountId)) continue;
    await db.updateTable('agents').set({ seen_at: now }).where('account_id', '=', accountId).execute();
  }
}

export async function saveAgent(tx: DatabaseTransaction, agent: AgentRecord): Promise<void> {
  await tx
    .updateTable('agents')
    .set({
      wanted: agent.wanted,
      reason: agent.reason,
      state: agent.state,
      since: agent.since,
      forced_by: agent.forcedBy?.id ?? null,
    })
    .where('account_id', '=', agent.accountId)
    .execute();
}

/** Most conversations at a time: the agent's own number, else that of their unit. */
const CAPACITY = sql<number>`coalesce(agents.max_conversations, org_units.max_conversations)`.as('capacity');

/**
 * Locks an agent's capacity and answers with the most conversations that they may serve: whoever wants to give them one waits here,
 * so a limit is never passed.
 */
export async function reserveCapacity(tx: DatabaseTransaction, accountId: string): Promise<number> {
  const row = await tx
    .selectFrom('agents')
    .innerJoin('accounts', 'accounts.id', 'agents.account_id')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .select(CAPACITY)
    .where('account_id', '=', accountId)
    .forUpdate('agents')
    .executeTakeFirst();
  if (!row || !(await isEnabled(tx, accountId)))
    throw new DomainError('forbidden', { detail: 'this account serves no conversations' });
  return row.capacity;
}

/** Asked after the lock: whoever held it may have switched the account off. */
async function isEnabled(tx: DatabaseTransaction, accountId: string): Promise<boolean> {
  const row = await tx.selectFrom('accounts').select('disabled_at').where('id', '=', accountId).executeTakeFirst();
  return row?.disabled_at === null;
}

/** An agent who is there. */
export interface PresentAgent {
  readonly id: string;
  readonly name: string;
  readonly state: Exclude<PresenceState, 'offline'>;
  readonly since: Date;
  readonly capacity: number;
  /** Of the skill group in question. */
  readonly isMember: boolean;
}

/** Agents of a skill group who are ready, away or busy, and these others if they are. */
function selectPresent(db: DatabaseReader, skillGroupId: number, others: readonly string[]) {
  return db
    .selectFrom('agents')
    .innerJoin('accounts', 'accounts.id', 'agents.account_id')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .select(['accounts.id', 'accounts.name', 'agents.state', 'agents.since', CAPACITY])
    .select(sql<boolean>`accounts.org_unit_id = ${skillGroupId} and org_units.is_skill_group`.as('is_member'))
    .where((where) =>
      where.or([
        where.and([where('accounts.org_unit_id', '=', skillGroupId), where('org_units.is_skill_group', '=', true)]),
        where('accounts.id', '=', sql<string>`any (${others}::uuid[])`),
      ]),
    )
    .where('accounts.disabled_at', 'is', null)
    .where('accounts.is_super_administrator', '=', false)
    .where('agents.state', '<>', 'offline')
    .orderBy('agents.account_id');
}

type PresentRow = Awaited<ReturnType<ReturnType<typeof selectPresent>['execute']>>[number];

export async function findPresentAgents(
  db: DatabaseReader,
  skillGroupId: number,
  others: readonly string[],
): Promise<PresentAgent[]> {
  return (await selectPresent(db, skillGroupId, others).execute()).map(toPresent);
}

/** The same, their presence and capacity locked until the transaction ends. */
export async function lockPresentAgents(
  tx: DatabaseTransaction,
  skillGroupId: number,
  others: readonly string[],
): Promise<PresentAgent[]> {
  return (await selectPresent(tx, skillGroupId, others).forUpdate('agents').execute()).map(toPresent);
}

const toPresent = ({ is_member, ...row }: PresentRow): PresentAgent => ({
  ...row,
  state: row.state as PresentAgent['state'],
  isMember: is_member,
});

export function presentPresence(agent: AgentRecord): Presence {
  return {
    accountId: agent.accountId,
    state: agent.state,
    since: agent.since.toISOString(),
    reason: shownReason(agent),
    forcedBy: agent.forcedBy,
  };
}

function toRecord(row: {
  account_id: string;
  wanted: string;
  reason: string | null;
  state: string;
  since: Date;
  org_unit_id: number;
  forced_by: string | null;
  forced_by_name: string | null;
}): AgentRecord {
  return {
    accountId: row.account_id,
    wanted: row.wanted as AgentRecord['wanted'],
    reason: row.reason,
    state: row.state as PresenceState,
    since: row.since,
    orgUnitId: row.org_unit_id,
    forcedBy: row.forced_by === null ? null : { id: row.forced_by, name: row.forced_by_name ?? '' },
  };
}
