import { z } from 'zod';
import { conversation, lastMessage } from './conversation.ts';
import { MAX_MEMO_LENGTH } from './limits.ts';
import { orgUnitId, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** A conversation that somebody wants to hand over to me: mine when I accept. */
export const transferOffer = z
  .object({
    id: uuid,
    conversation: z.object({
      id: uuid,
      visitor: z.string(),
      channel: z.string(),
      skillGroup: z.object({ id: orgUnitId, name: z.string() }),
      lastMessage: lastMessage.nullable(),
    }),
    from: z.object({ id: uuid, name: z.string() }),
    memo: z.string().nullable(),
    createdAt: timestamp,
    expiresAt: timestamp,
  })
  .meta({ id: 'TransferOffer' });
export type TransferOffer = z.infer<typeof transferOffer>;

const byId = z.object({ id: uuid });

export const transferOfferRoutes = {
  list: route({
    method: 'GET',
    path: '/api/me/transfer-offers',
    summary: 'What is offered to me now, the first offered first; at most 100',
    access: ['conversations:serve'],
    scope: 'own',
    response: z.object({ items: z.array(transferOffer) }),
  }),
  accept: route({
    method: 'POST',
    path: '/api/conversations/:id/transfer-offer/accept',
    summary:
      'Take the conversation that was offered to me, within my capacity (beyond it if I or the one who offers it have queue:exceed); what I have taken already stays as it is',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({ offerId: uuid }),
    response: conversation,
    errors: ['not_found', 'conflict', 'capacity_reached', 'unavailable_target'],
  }),
  decline: route({
    method: 'POST',
    path: '/api/conversations/:id/transfer-offer/decline',
    summary: 'Do not take the conversation that was offered to me: it stays where it is',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({
      offerId: uuid,
      reason: storableText(MAX_MEMO_LENGTH).trim().optional().meta({ description: 'Visitors never see it' }),
    }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'conflict'],
  }),
  withdraw: route({
    method: 'DELETE',
    path: '/api/conversations/:id/transfer-offer',
    summary: 'Keep the conversation that I have offered to somebody; without an offer nothing changes',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: conversation,
    errors: ['not_found', 'conflict'],
  }),
} as const;
