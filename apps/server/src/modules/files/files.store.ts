import type { FileInfo } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';

export interface FileOwner {
  /** A plugin by its author id. */
  readonly kind: 'visitor' | 'account' | 'plugin';
  readonly id: string;
}

export interface FileRecord extends FileInfo {
  readonly owner: FileOwner;
  /** Null until a message carries the file. */
  readonly conversationId: string | null;
}

export async function insertFile(db: DatabaseReader, file: FileInfo, owner: FileOwner): Promise<void> {
  await db
    .insertInto('files')
    .values({ ...file, owner_kind: owner.kind, owner_id: owner.id })
    .execute();
}

export async function findFiles(db: DatabaseReader, ids: string[]): Promise<FileRecord[]> {
  const rows = await db.selectFrom('files').selectAll().where('id', 'in', ids).execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as FileInfo['kind'],
    name: row.name,
    mime: row.mime,
    size: Number(row.size),
    width: row.width,
    height: row.height,
    owner: { kind: row.owner_kind as FileOwner['kind'], id: row.owner_id },
    conversationId: row.conversation_id,
  }));
}

/**
 * Binds a file to a conversation, unless a message of another one carries it. A conversation that was closed before the message arrived
 * carries none: the file goes on into the next one. Answers whether it is bound to this one now.
 */
export async function bindFile(db: DatabaseReader, id: string, conversationId: string): Promise<boolean> {
  const { rows } = await sql`
    update files f set conversation_id = ${conversationId}
    where f.id = ${id} and (
      f.conversation_id is null
      or f.conversation_id = ${conversationId}
      or not exists (select 1 from messages m where m.conversation_id = f.conversation_id and m.file ->> 'id' = f.id::text)
    )
    returning f.id`.execute(db);
  return rows.length > 0;
}

/** Takes a file out of its conversation: nobody but its author reaches it any more. */
export async function releaseFile(db: DatabaseReader, id: string): Promise<void> {
  await db.updateTable('files').set({ conversation_id: null }).where('id', '=', id).execute();
}

/** Ids of files that no message has carried since `before`. */
export async function findAbandonedFiles(db: DatabaseReader, before: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('files')
    .select('id')
    .where('conversation_id', 'is', null)
    .where('created_at', '<', before)
    // What waits for a review still needs its file.
    .where(
      sql<boolean>`not exists (select 1 from held_messages h where h.state = 'held' and h.draft ->> 'fileId' = files.id::text)`,
    )
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Deletes the row unless a message has taken the file up meanwhile. */
export async function deleteIfUnattached(db: DatabaseReader, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('files')
    .where('id', '=', id)
    .where('conversation_id', 'is', null)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
