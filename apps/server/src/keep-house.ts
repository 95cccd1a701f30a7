import type { AppParts } from './app-parts.ts';
import { removeOldVerdicts } from './modules/conversations/index.ts';
import { removeAbandonedFiles } from './modules/files/index.ts';
import { removeExpiredExports } from './modules/history/index.ts';
import { removeExpiredSignInData } from './modules/identity/index.ts';
import { removeOldRequests } from './modules/inbound/index.ts';
import { removeOldVisits } from './modules/online-visitors/index.ts';
import { removeOldDeliveryTraces } from './modules/outbound/index.ts';
import { removeExpiredEntries, removeStaleTokens } from './modules/plugin-services/index.ts';
import { removeOldWork } from './modules/plugin-work/index.ts';
import type { Database } from './platform/database/index.ts';
import { removeSettledMails } from './platform/mail/index.ts';

/** Removes what has had its time. One chore that fails does not keep the others from being done. */
export async function keepHouse({
  db,
  storage,
  config,
  log,
}: Pick<AppParts, 'storage' | 'config' | 'log'> & { readonly db: Database }): Promise<void> {
  const chores: Readonly<Record<string, () => Promise<unknown>>> = {
    'abandoned files': () => removeAbandonedFiles(db, storage),
    'expired exports': () => removeExpiredExports(db, storage),
    'settled mails': () => removeSettledMails(db),
    'old visits': () => removeOldVisits(db, config.VISIT_RETENTION_DAYS),
    'expired sign-ins': () => removeExpiredSignInData(db),
    'old requests': () => removeOldRequests(db),
    'old deliveries': () => removeOldDeliveryTraces(db),
    'old work of plugins': () => removeOldWork(db),
    'old verdicts': () => removeOldVerdicts(db),
    'expired data of plugins': () => removeExpiredEntries(db),
    'stale tokens of plugins': () => removeStaleTokens(db),
  };
  for (const [what, remove] of Object.entries(chores)) {
    await remove().catch((error: unknown) => log.warn({ err: error }, what));
  }
}
