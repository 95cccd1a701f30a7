import type { Database } from '../../platform/database/index.ts';
import type { FileStorage } from '../../platform/files/index.ts';
import { deleteIfUnattached, findAbandonedFiles } from './files.store.ts';
import { discardFile } from './store-upload.ts';

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1_000;

/** Deletes files that were uploaded a day ago and never sent. Safe on several nodes: the row decides. */
export async function removeAbandonedFiles(db: Database, storage: FileStorage, now = new Date()): Promise<number> {
  const ids = await findAbandonedFiles(db, new Date(now.getTime() - ABANDONED_AFTER_MS), 100);
  let removed = 0;
  for (const id of ids) {
    if (!(await deleteIfUnattached(db, id))) continue;
    await discardFile(storage, id);
    removed += 1;
  }
  return removed;
}
