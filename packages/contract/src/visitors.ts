import { z } from 'zod';
import { publicChannel } from './channels.ts';
import { conversation } from './conversation.ts';
import { eventPage } from './conversation-events.ts';
import { messageReceipt, visitorDraft } from './messages.ts';
import { preChatArrival } from './pre-chat.ts';
import { channelId, cursor, locale, page, storableText, uuid } from './primitives.ts';
import { route } from './route.ts';

export const visitor = z.object({ id: uuid, name: z.string(), identified: z.boolean() }).meta({ id: 'Visitor' });
export type Visitor = z.infer<typeof visitor>;

const visitorPage = z.object({
  url: storableText(2_000).optional(),
  title: storableText(300).optional(),
  referrer: storableText(2_000).optional(),
});

/** Whether anybody is there for a visitor who comes now. */
export const reception = z.enum(['open', 'nobody_there', 'off_hours']).meta({ id: 'Reception' });
export type Reception = z.infer<typeof reception>;

/** All that a chat needs to become usable, in one answer. */
export const visitorSession = z
  .object({
    token: z.string().meta({ description: 'Keep it: it is the identity of this visitor on this channel' }),
    visitor,
    channel: publicChannel,
    reception,
    preChat: preChatArrival,
    conversation: conversation.nullable().meta({ description: 'The open one, else the newest closed one' }),
    history: eventPage.nullable().meta({ description: 'The newest events of `conversation`' }),
  })
  .meta({ id: 'VisitorSession' });
export type VisitorSession = z.infer<typeof visitorSession>;

export const visitorRoutes = {
  openSession: route({
    method: 'POST',
    path: '/api/visitor/session',
    summary:
      'Arrive on a channel: a new visitor, or the one whose token is given; a token that is not valid is replaced',
    access: ['public'],
    scope: 'none',
    body: z.object({
      channelId,
      token: z.string().max(1_000).optional(),
      locale: locale.optional(),
      page: visitorPage.optional(),
      historyLimit: z.int().min(1).max(100).default(30),
    }),
    response: visitorSession,
    errors: ['channel_unavailable', 'blocked'],
  }),
  identify: route({
    method: 'POST',
    path: '/api/visitor/identify',
    summary: 'Prove who the visitor is: the site signs the user id with the identity secret of the channel',
    access: ['visitor'],
    scope: 'own',
    body: z.object({
      userId: storableText(128).min(1),
      signature: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .meta({ description: 'Hex HMAC-SHA-256 of userId' }),
      name: storableText(60).min(1).optional(),
      historyLimit: z.int().min(1).max(100).default(30),
    }),
    response: visitorSession,
    errors: ['bad_signature', 'channel_unavailable', 'blocked'],
  }),
  conversations: route({
    method: 'GET',
    path: '/api/visitor/conversations',
    summary: "The visitor's own conversations, newest first",
    access: ['visitor'],
    scope: 'own',
    query: z.object({ cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(50).default(20) }),
    response: page(conversation),
  }),
  sendMessage: route({
    method: 'POST',
    path: '/api/visitor/messages',
    summary:
      'Write as the visitor: into the open conversation, or a new one; the same door as the realtime frame `send`',
    access: ['visitor'],
    scope: 'own',
    body: z.object({ id: uuid, message: visitorDraft }),
    response: messageReceipt,
    errors: [
      'id_taken',
      'busy',
      'channel_unavailable',
      'blocked',
      'refused_by_plugin',
      'held_for_review',
      'pre_chat_due',
    ],
  }),
  recall: route({
    method: 'POST',
    path: '/api/visitor/messages/:id/recall',
    summary: 'Take back a message of my own within two minutes; repeating it changes nothing',
    access: ['visitor'],
    scope: 'own',
    params: z.object({ id: uuid }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'too_late', 'conversation_closed'],
  }),
  close: route({
    method: 'POST',
    path: '/api/visitor/close',
    summary: 'End the open conversation; without one, nothing happens',
    access: ['visitor'],
    scope: 'own',
    response: z.object({ conversation: conversation.nullable() }),
  }),
} as const;
