import type { DatabaseTransaction } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { lockPlugin, type PluginRecord } from './plugins.store.ts';

/**
 * An installed plugin, locked until the transaction ends.
 * @throws {DomainError} not_found
 */
export async function requireLocked({ tx }: { readonly tx: DatabaseTransaction }, id: string): Promise<PluginRecord> {
  const record = await lockPlugin(tx, id);
  if (!record || (!record.builtIn && record.wantedHash === null)) throw new DomainError('not_found');
  return record;
}
