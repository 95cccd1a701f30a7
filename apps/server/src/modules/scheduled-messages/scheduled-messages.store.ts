import type { ScheduledMessage } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Actor, UseCaseContext } from '../access/index.ts';

export const SCHEDULED_TASK = 'scheduled-message';

export interface ScheduledDraft {
  readonly kind: 'text';
  readonly text: string;
  readonly replyTo?: number | undefined;
}

export const selectScheduled = (db: DatabaseReader) => db.selectFrom('scheduled_messages').selectAll();

export type ScheduledRow = Awaited<ReturnType<ReturnType<typeof selectScheduled>['executeTakeFirstOrThrow']>>;

/** @throws {DomainError} not_found, also for somebody else's */
export async function lockOwn(ctx: UseCaseContext<Actor>, id: string, accountId: string): Promise<ScheduledRow> {
  const row = await selectScheduled(ctx.tx)
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  return row;
}

export function presentScheduled(row: ScheduledRow): ScheduledMessage {
  const { text, replyTo } = row.draft as unknown as ScheduledDraft;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    text,
    ...(replyTo !== undefined && { replyTo }),
    sendAt: row.send_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    failure: row.failure as ScheduledMessage['failure'],
  };
}

/** For the other screens of its author. It belongs to no stream: nobody else is told. */
export function announce(
  ctx: UseCaseContext<Actor>,
  { id, conversation_id, account_id }: Pick<ScheduledRow, 'id' | 'conversation_id' | 'account_id'>,
  change: 'scheduled' | 'cancelled' | 'sent' | 'failed',
): void {
  const payload = { id, accountId: account_id, change };
  ctx.emit({ type: 'scheduled_message.changed', conversationId: conversation_id, payload });
}
