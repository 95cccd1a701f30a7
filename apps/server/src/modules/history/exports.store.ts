import type { HistoryExport, HistoryFilter } from '@cskefu/contract';
import { sql } from 'kysely';
import type { Database, DatabaseReader } from '../../platform/database/index.ts';
import type { FileStorage } from '../../platform/files/index.ts';
import type { Reach } from '../organization/index.ts';

/** What is known of an export; its link is made when somebody asks. */
export type StoredExport = Omit<HistoryExport, 'url'>;

const columns = ['id', 'format', 'state', 'total', 'written', 'size', 'created_at', 'expires_at'] as const;

const select = (db: DatabaseReader, accountId: string, now: Date) =>
  db
    .selectFrom('history_exports')
    .select(columns)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(20);

type ExportRow = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

export async function listExports(db: DatabaseReader, accountId: string, now: Date): Promise<StoredExport[]> {
  return (await select(db, accountId, now).execute()).map(toExport);
}

/** One that the account has asked for itself. */
export async function findExport(
  db: DatabaseReader,
  accountId: string,
  id: string,
  now: Date,
): Promise<StoredExport | undefined> {
  const row = await select(db, accountId, now).where('id', '=', id).executeTakeFirst();
  return row && toExport(row);
}

const toExport = (row: ExportRow): StoredExport => ({
  id: row.id,
  format: row.format as StoredExport['format'],
  state: row.state as StoredExport['state'],
  total: row.total,
  written: row.written,
  size: row.size === null ? null : Number(row.size),
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
});

export interface ExportJob {
  readonly id: string;
  readonly format: 'csv' | 'xlsx';
  readonly locale: 'zh-CN' | 'en';
  readonly timeZone: string;
  readonly filter: HistoryFilter;
  /** What it keeps to; null: the requester does not reach it any more, or is gone. */
  readonly reach: Reach | null;
}

/** Begins an export, or begins it anew; undefined for one that is done or has expired. */
export async function beginExport(db: DatabaseReader, id: string): Promise<ExportJob | undefined> {
  const { rows } = await sql<
    Omit<ExportJob, 'reach' | 'timeZone'> & { time_zone: string; unit: number; path: string | null }
  >`
    update history_exports e set state = 'running', written = 0, total = null
    where e.id = ${id} and e.state <> 'done' and e.expires_at > now()
    returning e.id, e.format, e.locale, e.time_zone, e.filter, e.org_unit_id as unit, (
      select unit.path from org_units unit, accounts a join org_units own on own.id = a.org_unit_id
      where unit.id = e.org_unit_id and unit.deleted_at is null
        and a.id = e.account_id and a.disabled_at is null and a.deleted_at is null and starts_with(unit.path, own.path)
    ) as path`.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  const { time_zone, unit, path, ...job } = row;
  return { ...job, timeZone: time_zone, reach: path === null ? null : { id: unit, path } };
}

export const updateExport = (
  db: DatabaseReader,
  id: string,
  change: { state?: 'done' | 'failed'; total?: number; written?: number; size?: number },
) =>
  db
    .updateTable('history_exports')
    .set({ ...change, ...(change.state && { finished_at: new Date() }) })
    .where('id', '=', id)
    .execute();

export const exportKey = (id: string) => `exports/${id}`;

/** Deletes files whose time is over. Safe on several nodes: the row goes last. */
export async function removeExpiredExports(db: Database, storage: FileStorage, now = new Date()): Promise<number> {
  const expired = await db
    .selectFrom('history_exports')
    .select('id')
    .where('expires_at', '<=', now)
    .limit(100)
    .execute();
  for (const { id } of expired) {
    await storage.delete(exportKey(id));
    await db.deleteFrom('history_exports').where('id', '=', id).execute();
  }
  return expired.length;
}
