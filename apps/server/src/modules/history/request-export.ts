import type { HistoryFilter } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findExport, type StoredExport } from './exports.store.ts';

const KEPT_MS = 24 * 60 * 60 * 1_000;
const MOST_AT_ONCE = 3;

export interface ExportRequest {
  readonly format: 'csv' | 'xlsx';
  readonly filter: HistoryFilter;
  readonly timeZone: string;
}

/**
 * Asks for a file. The event is the order to make it, and the entry in the audit.
 * @throws {DomainError} conflict: some are still being made
 */
export async function requestExport(
  ctx: UseCaseContext<AccountActor>,
  { format, filter, timeZone }: ExportRequest,
): Promise<StoredExport> {
  const { actor, tx, now } = ctx;
  const open = await tx
    .selectFrom('history_exports')
    .select('id')
    .where('account_id', '=', actor.id)
    .where('state', 'in', ['waiting', 'running'])
    .where('expires_at', '>', now)
    .execute();
  if (open.length >= MOST_AT_ONCE) throw new DomainError('conflict', { detail: 'earlier exports are not done yet' });
  const id = crypto.randomUUID();
  await tx
    .insertInto('history_exports')
    .values({
      id,
      account_id: actor.id,
      org_unit_id: actor.scope.id,
      format,
      locale: actor.locale === 'en' ? 'en' : 'zh-CN',
      time_zone: timeZone,
      filter: JSON.stringify(filter),
      state: 'waiting',
      created_at: now,
      expires_at: new Date(now.getTime() + KEPT_MS),
    })
    .execute();
  ctx.emit({ type: 'conversation.exported', orgUnitId: actor.scope.id, payload: { exportId: id, format, filter } });
  return (await findExport(tx, actor.id, id, now)) as StoredExport;
}
