import type { ConsumerDefinition } from '../../platform/events/index.ts';
import { findChannel } from '../channels/index.ts';
import { askPlugin } from './ask-plugin.ts';
import { beginAttempt, endAttempt } from './attempts.store.ts';
import { type DeliveryRecord, findByMessage } from './deliveries.store.ts';
import type { SendingParts } from './send-delivery.ts';

/** Takes a recalled message back on the other side, too, where the channel can. What was not sent yet is not sent: the worker sees to that. */
export function createRecaller({ db, kinds, present }: SendingParts): ConsumerDefinition {
  async function recallOne(delivery: DeliveryRecord, externalId: string, piece: number): Promise<void> {
    const channel = await findChannel(db, delivery.channelId);
    const kind = channel && kinds.find(channel.type);
    const within = kind?.manifest.capabilities.recall?.withinS;
    if (!channel || !kind?.manifest.can.includes('recall') || within === undefined) return;
    if (Date.now() - delivery.updatedAt.getTime() > within * 1_000) return;
    const begun = { deliveryId: delivery.id, attempt: delivery.attempts + 1, piece, act: 'recall' } as const;
    const attempt = await beginAttempt(db, begun, new Date());
    const asked = await askPlugin(kinds, {
      kind,
      act: 'recall',
      given: externalId,
      channel: present(channel),
      attempt: 1,
    });
    await endAttempt(db, attempt, outcomeOf(asked), new Date());
  }

  return {
    name: 'outbound recalls',
    types: ['message.recalled'],
    from: 'now',
    handle: async ({ payload }) => {
      const { messageId } = payload as { messageId: string };
      const delivery = await findByMessage(db, messageId);
      if (!delivery) return;
      const sent = await db
        .selectFrom('delivery_external_ids')
        .select(['external_id', 'piece'])
        .where('delivery_id', '=', delivery.id)
        .orderBy('piece')
        .execute();
      for (const { external_id, piece } of sent) await recallOne(delivery, external_id, piece);
    },
  };
}

const outcomeOf = (asked: Awaited<ReturnType<typeof askPlugin>>) => {
  if (asked === 'never_sent' || asked === 'not_asked') return { outcome: 'no' } as const;
  if (asked.ok) return { outcome: 'ok', externalIds: asked.externalIds } as const;
  return {
    outcome: asked.retry === 'unknown' ? 'unknown' : 'no',
    code: asked.code,
    detail: asked.detail ?? null,
  } as const;
};
