import { sql } from 'kysely';
import type { Database, DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import type { KnownPlugin } from './facts.ts';
import { type Origin, type StoredPackage, toOrigin } from './packages.store.ts';

/** How the desk wants a plugin. */
export interface PluginRecord {
  readonly id: string;
  readonly order: number;
  readonly builtIn: boolean;
  /** Whose the id is; null: the product's. */
  readonly packageName: string | null;
  readonly enabled: boolean;
  readonly wantedHash: string | null;
  readonly previousHash: string | null;
  readonly hooksBlock: boolean;
  /** The part of the organization that it works for; null: all of it. */
  readonly orgUnit: { readonly id: number; readonly name: string } | null;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Sealed. */
  readonly secrets: string | null;
  readonly generation: number;
  readonly restarts: number;
  /** Of what it keeps; null: it has not run yet. */
  readonly dataVersion: number | null;
  readonly migrationFailure: MigrationFailure | null;
  readonly installedBy: string | null;
  readonly installedAt: Date;
}

/** Why the data could not be migrated for the wanted version. */
export interface MigrationFailure {
  /** Of the record, when it was tried. */
  readonly generation: number;
  /** The version of the data that the step leads to. */
  readonly to: number;
  readonly code: string;
  readonly detail: string;
  readonly at: string;
}

/** A version that was agreed to. */
export interface VersionRecord {
  readonly pluginId: string;
  readonly hash: string;
  readonly version: string;
  readonly packageName: string;
  readonly facts: KnownPlugin;
  readonly permissions: readonly string[];
  readonly hosts: readonly string[];
  /** Null: installed before it was kept. */
  readonly source: StoredPackage['source'] | null;
  readonly origin: Origin | null;
  readonly installedBy: string | null;
  readonly installedAt: Date;
}

const byId = (db: DatabaseReader) =>
  db
    .selectFrom('plugins')
    .leftJoin('accounts', 'accounts.id', 'plugins.installed_by')
    .leftJoin('org_units', 'org_units.id', 'plugins.org_unit_id')
    .selectAll('plugins')
    .select(['accounts.name as installer', 'org_units.name as unit_name'])
    .orderBy('install_order');

type Row = Awaited<ReturnType<ReturnType<typeof byId>['execute']>>[number];

const toRecord = (row: Row): PluginRecord => ({
  id: row.id,
  order: row.install_order,
  builtIn: row.built_in,
  packageName: row.package_name,
  enabled: row.enabled,
  wantedHash: row.wanted_hash,
  previousHash: row.previous_hash,
  hooksBlock: row.hooks_block,
  orgUnit: row.org_unit_id === null ? null : { id: row.org_unit_id, name: row.unit_name ?? '' },
  settings: row.settings as Record<string, unknown>,
  secrets: row.secrets,
  generation: row.generation,
  restarts: row.restarts,
  dataVersion: row.data_version,
  migrationFailure: row.migration_failure as MigrationFailure | null,
  installedBy: row.installer,
  installedAt: row.installed_at,
});

export const listPlugins = async (db: DatabaseReader): Promise<PluginRecord[]> =>
  (await byId(db).execute()).map(toRecord);

/** The row stays locked until the transaction ends. */
export async function lockPlugin(tx: DatabaseTransaction, id: string): Promise<PluginRecord | undefined> {
  await sql`select 1 from plugins where id = ${id} for update`.execute(tx);
  return findPlugin(tx, id);
}

export async function findPlugin(db: DatabaseReader, id: string): Promise<PluginRecord | undefined> {
  const row = await byId(db).where('plugins.id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

const versions = (db: DatabaseReader) =>
  db
    .selectFrom('plugin_versions')
    .leftJoin('accounts', 'accounts.id', 'plugin_versions.installed_by')
    .selectAll('plugin_versions')
    .select('accounts.name as installer');

const toVersion = (row: Awaited<ReturnType<ReturnType<typeof versions>['execute']>>[number]): VersionRecord => ({
  pluginId: row.plugin_id,
  hash: row.hash,
  version: row.version,
  packageName: row.package_name,
  facts: row.facts as unknown as KnownPlugin,
  permissions: row.permissions,
  hosts: row.hosts,
  source: row.source as VersionRecord['source'],
  origin: toOrigin(row),
  installedBy: row.installer,
  installedAt: row.installed_at,
});

export async function listVersions(db: DatabaseReader, id: string): Promise<VersionRecord[]> {
  const rows = await versions(db).where('plugin_id', '=', id).orderBy('installed_at', 'desc').execute();
  return rows.map(toVersion);
}

/** Those that are wanted, and those before them. */
export async function listCurrentVersions(db: DatabaseReader): Promise<VersionRecord[]> {
  const rows = await versions(db)
    .innerJoin('plugins', (join) =>
      join
        .onRef('plugins.id', '=', 'plugin_versions.plugin_id')
        .on(sql<boolean>`plugin_versions.hash in (plugins.wanted_hash, plugins.previous_hash)`),
    )
    .execute();
  return rows.map(toVersion);
}

/** Changes whenever anything that nodes act upon does. */
export async function readSignature(db: Database): Promise<string> {
  const { rows } = await sql<{ signature: string }>`
    select coalesce(string_agg(concat_ws(':', id, generation, data_version), ',' order by id), '') as signature from plugins`.execute(
    db,
  );
  return rows[0]?.signature ?? '';
}

export type PluginChange = Partial<
  Pick<PluginRecord, 'enabled' | 'wantedHash' | 'previousHash' | 'hooksBlock' | 'settings' | 'secrets'>
> & { readonly restart?: true; readonly orgUnitId?: number | null };

/** Every change moves the generation on. */
export async function changePlugin(tx: DatabaseTransaction, id: string, change: PluginChange): Promise<void> {
  await tx
    .updateTable('plugins')
    .set({
      generation: sql`generation + 1`,
      ...(change.restart ? { restarts: sql`restarts + 1` } : {}),
      ...(change.enabled === undefined ? {} : { enabled: change.enabled }),
      ...(change.wantedHash === undefined ? {} : { wanted_hash: change.wantedHash }),
      ...(change.previousHash === undefined ? {} : { previous_hash: change.previousHash }),
      ...(change.hooksBlock === undefined ? {} : { hooks_block: change.hooksBlock }),
      ...(change.orgUnitId === undefined ? {} : { org_unit_id: change.orgUnitId }),
      ...(change.settings === undefined ? {} : { settings: JSON.stringify(change.settings) }),
      ...(change.secrets === undefined ? {} : { secrets: change.secrets }),
    })
    .where('id', '=', id)
    .execute();
}

/** Those of the product have rows as well: for their settings and their switch. */
export async function insertBuiltIns(db: Database, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await db
    .insertInto('plugins')
    .values(ids.map((id) => ({ id, built_in: true, installed_at: now })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
