import { sql } from 'kysely';
import type { Database, DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';

export interface StoredPackage {
  readonly bytes: Buffer;
  readonly source: 'upload' | 'registry';
}

/** The same package again is the same row, and waits for its hour anew. Whatever has waited longer for somebody to install it goes. */
export async function storePackage(
  db: Database,
  hash: string,
  { bytes, source }: StoredPackage,
  now: Date,
): Promise<void> {
  await db
    .insertInto('plugin_blobs')
    .values({ hash, bytes, source, created_at: now })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet({ created_at: now }))
    .execute();
  await removeLonelyPackages(db, new Date(now.getTime() - 3_600_000));
}

export async function findPackage(db: DatabaseReader, hash: string): Promise<StoredPackage | undefined> {
  const row = await db
    .selectFrom('plugin_blobs')
    .select(['bytes', 'source'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row && { bytes: row.bytes, source: row.source as StoredPackage['source'] };
}

export async function removeLonelyPackages(db: DatabaseReader, before: Date): Promise<void> {
  await sql`
    delete from plugin_blobs blob
    where created_at < ${before} and not exists (select 1 from plugin_versions where hash = blob.hash)`.execute(db);
}

const OLD_VERSIONS = 5;

/** Of the versions that nobody wants any more a few stay, to be looked at. */
export async function removeOldVersions(tx: DatabaseTransaction, pluginId: string): Promise<void> {
  await sql`
    delete from plugin_versions where (plugin_id, hash) in (
      select v.plugin_id, v.hash from plugin_versions v join plugins p on p.id = v.plugin_id
      where v.plugin_id = ${pluginId} and v.hash is distinct from p.wanted_hash and v.hash is distinct from p.previous_hash
      order by v.installed_at desc offset ${OLD_VERSIONS})`.execute(tx);
}
