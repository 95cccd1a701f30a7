import { sql } from 'kysely';
import type { Database, DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';

/** What a registry says of a package. */
export interface Origin {
  /**
   *   signed       every signature over it is the registry's
   *   unsigned     the registry signs, but has not signed this
   *   not_offered  the registry has no keys
   */
  readonly signature: 'signed' | 'unsigned' | 'not_offered';
  /** Of the keys that it was signed with. */
  readonly keyIds: readonly string[];
  readonly publishedAt: Date | null;
}

export interface StoredPackage {
  readonly bytes: Buffer;
  readonly source: 'upload' | 'registry';
  /** Null: uploaded. */
  readonly origin: Origin | null;
}

/**
 * The same package again is the same row, and waits for its hour anew: as what it came the last time. Whatever has waited longer for somebody to
 * install it goes.
 */
export async function storePackage(
  db: Database,
  hash: string,
  { bytes, source, origin }: StoredPackage,
  now: Date,
): Promise<void> {
  const came = { source, created_at: now, ...originColumns(origin) };
  await db
    .insertInto('plugin_blobs')
    .values({ hash, bytes, ...came })
    .onConflict((conflict) => conflict.column('hash').doUpdateSet(came))
    .execute();
  await removeLonelyPackages(db, new Date(now.getTime() - 3_600_000));
}

export async function findPackage(db: DatabaseReader, hash: string): Promise<StoredPackage | undefined> {
  const row = await db
    .selectFrom('plugin_blobs')
    .select(['bytes', 'source', 'signature', 'key_ids', 'published_at'])
    .where('hash', '=', hash)
    .executeTakeFirst();
  return row && { bytes: row.bytes, source: row.source as StoredPackage['source'], origin: toOrigin(row) };
}

export const originColumns = (origin: Origin | null) => ({
  signature: origin?.signature ?? null,
  key_ids: [...(origin?.keyIds ?? [])],
  published_at: origin?.publishedAt ?? null,
});

interface OriginRow {
  readonly signature: string | null;
  readonly key_ids: readonly string[];
  readonly published_at: Date | null;
}

export const toOrigin = ({ signature, key_ids, published_at }: OriginRow): Origin | null =>
  signature === null
    ? null
    : { signature: signature as Origin['signature'], keyIds: key_ids, publishedAt: published_at };

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
