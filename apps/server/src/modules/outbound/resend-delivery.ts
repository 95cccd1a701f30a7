import type { Delivery } from '@cskefu/contract';
import { sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversation } from '../conversations/index.ts';
import { type DeliveryRecord, findDelivery, presentDelivery } from './deliveries.store.ts';
import { openLane } from './lanes.store.ts';
import { forgetExternalIds } from './receipts.ts';
import { deliveryChanged } from './tell-delivery.ts';

/**
 * A delivery of a conversation that the actor may see.
 * @throws {DomainError} not_found
 */
export async function accessDelivery(
  ctx: UseCaseContext<AccountActor>,
  { id, deliveryId }: { id: string; deliveryId: string },
): Promise<DeliveryRecord> {
  await accessConversation(ctx, id);
  const delivery = await findDelivery(ctx.tx, deliveryId);
  if (delivery?.conversationId !== id) throw new DomainError('not_found');
  return delivery;
}

/**
 * Somebody wants a message sent once more that has failed, or of which nobody knows. What was in doubt is none any more: they
 * have decided.
 * @throws {DomainError} not_found; conflict: it is under way, or has arrived
 */
export async function resendDelivery(
  ctx: UseCaseContext<AccountActor>,
  target: { id: string; deliveryId: string },
): Promise<Delivery> {
  const before = await accessDelivery(ctx, target);
  const { rows } = await sql`
    update deliveries set
      state = 'queued', code = null, detail = null, tries = 0, next_attempt_at = ${ctx.now}, updated_at = ${ctx.now},
      pieces = case when pieces_sent = 0 then null else pieces end,
      pieces_sent = case when pieces_sent >= piece_count then 0 else pieces_sent end,
      decided_up_to = coalesce((select max(a.id) from delivery_attempts a where a.delivery_id = deliveries.id), 0)
    where id = ${before.id} and state in ('failed', 'unknown')
    returning id`.execute(ctx.tx);
  if (rows.length === 0) throw new DomainError('conflict', { detail: 'it is under way, or has arrived' });
  await forgetExternalIds(ctx.tx, before.id);
  await openLane(ctx.tx, before.conversationId, before.channelId);
  const delivery = (await findDelivery(ctx.tx, before.id)) as DeliveryRecord;
  ctx.emit({ ...deliveryChanged(delivery) });
  return presentDelivery(delivery);
}
