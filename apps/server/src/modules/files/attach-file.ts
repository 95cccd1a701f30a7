import type { FileInfo } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { bindFile, type FileOwner, findFiles } from './files.store.ts';

/**
 * Binds an uploaded file to the conversation whose message carries it. Repeating it changes nothing.
 * @throws {DomainError} not_found: no such file, somebody else's, or bound to another conversation
 */
export async function attachFile(
  db: DatabaseReader,
  fileId: string,
  owner: FileOwner,
  conversationId: string,
): Promise<FileInfo> {
  const [file] = await findFiles(db, [fileId]);
  if (!file || file.owner.kind !== owner.kind || file.owner.id !== owner.id)
    throw new DomainError('not_found', { detail: 'no such file' });
  if (!(await bindFile(db, fileId, conversationId))) {
    throw new DomainError('not_found', { detail: 'the file belongs to another conversation' });
  }
  const { owner: _owner, conversationId: _conversation, ...info } = file;
  return info;
}
