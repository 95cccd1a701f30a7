import { z } from 'zod';
import { MAX_TEXT_LENGTH } from './limits.ts';
import { seq, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

const text = storableText(MAX_TEXT_LENGTH).refine((value) => value.trim().length > 0, { message: 'must not be blank' });
const sendAt = timestamp.meta({ description: 'In the future, within a year' });

/** Words of mine that are sent later; gone from here once they are. */
export const scheduledMessage = z
  .object({
    id: uuid.meta({ description: 'Of the message, when it is sent' }),
    conversationId: uuid,
    text: z.string(),
    replyTo: seq.min(1).optional(),
    sendAt: timestamp,
    createdAt: timestamp,
    failure: z
      .enum(['conversation_closed', 'conflict', 'not_found', 'refused_by_plugin', 'held_for_review'])
      .nullable()
      .meta({
        description: 'Why it was not sent: the conversation was over, or not mine any more; or what a plugin said',
      }),
  })
  .meta({ id: 'ScheduledMessage' });
export type ScheduledMessage = z.infer<typeof scheduledMessage>;

const byId = z.object({ id: uuid });
const list = z.object({ items: z.array(scheduledMessage) });

export const scheduledMessageRoutes = {
  schedule: route({
    method: 'POST',
    path: '/api/conversations/:id/scheduled-messages',
    summary: 'Write now in a conversation that I serve, have it sent at a time; the same id again changes nothing',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({ id: uuid, text, replyTo: seq.min(1).optional(), sendAt }),
    response: scheduledMessage,
    errors: ['not_found', 'conflict', 'id_taken'],
  }),
  ofConversation: route({
    method: 'GET',
    path: '/api/conversations/:id/scheduled-messages',
    summary: 'What I have scheduled in a conversation, the next to be sent first',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: list,
    errors: ['not_found'],
  }),
  list: route({
    method: 'GET',
    path: '/api/me/scheduled-messages',
    summary: 'All that I have scheduled, the next to be sent first; at most 200',
    access: ['conversations:serve'],
    scope: 'own',
    response: list,
  }),
  change: route({
    method: 'PATCH',
    path: '/api/me/scheduled-messages/:id',
    summary: 'Other words, or another time',
    access: ['conversations:serve'],
    scope: 'own',
    params: byId,
    body: z.object({ text: text.optional(), sendAt: sendAt.optional() }),
    response: scheduledMessage,
    errors: ['not_found'],
  }),
  cancel: route({
    method: 'DELETE',
    path: '/api/me/scheduled-messages/:id',
    summary: 'Do not send it; answers with what it said',
    access: ['conversations:serve'],
    scope: 'own',
    params: byId,
    response: scheduledMessage,
    errors: ['not_found'],
  }),
  sendNow: route({
    method: 'POST',
    path: '/api/me/scheduled-messages/:id/send',
    summary: 'Send it now instead of later',
    access: ['conversations:serve'],
    scope: 'own',
    params: byId,
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'conflict', 'conversation_closed', 'busy', 'refused_by_plugin', 'held_for_review'],
  }),
} as const;
