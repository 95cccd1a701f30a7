import type { NewEvent } from '../../platform/events/index.ts';
import { type DeliveryRecord, presentDelivery } from './deliveries.store.ts';

/** How far a message has come. Those who look at the conversation are told at once; what has gone wrong is in the log for good. */
export const deliveryChanged = (delivery: DeliveryRecord): NewEvent => ({
  type: 'delivery.changed',
  conversationId: delivery.conversationId,
  payload: { delivery: presentDelivery(delivery) },
});

export const isTrouble = ({ state }: DeliveryRecord): boolean => state === 'failed' || state === 'unknown';
