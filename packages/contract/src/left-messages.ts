import { z } from 'zod';
import { conversation } from './conversation.ts';
import { MAX_TEXT_LENGTH } from './limits.ts';
import { cursor, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';
import { reception, visitorSession } from './visitors.ts';

const line = (max: number) => storableText(max).trim();

/** Digits with what people put between them; who reads it dials it. */
const phone = line(40).regex(/^\+?[\d][\d\s().\-/]{3,}$/, 'is not a phone number');

/** What a visitor leaves. Which fields must be there is the channel's to say. */
export const leftMessageDraft = z
  .object({
    id: uuid.meta({ description: 'Made by the browser; repeating it stores nothing twice' }),
    name: line(60).min(1).optional(),
    email: z.email().max(254).optional(),
    phone: phone.optional(),
    subject: line(120).min(1).optional(),
    text: storableText(MAX_TEXT_LENGTH)
      .refine((value) => value.trim().length > 0, { message: 'must not be blank' })
      .optional(),
    website: storableText(200)
      .optional()
      .meta({ description: 'People do not see this field. Whoever fills it in is thanked, and nothing is stored' }),
    captcha: z.string().max(4_000).optional().meta({ description: 'Answer to a captcha, where one is wired up' }),
  })
  .meta({ id: 'LeftMessageDraft' });
export type LeftMessageDraft = z.infer<typeof leftMessageDraft>;

/** How to reach whoever left a message. The words themselves are a message of the conversation. */
export const leftMessage = z
  .object({
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    subject: z.string().nullable(),
    leftAt: timestamp,
    text: z.string().nullable().meta({ description: 'The beginning of what was left' }),
  })
  .meta({ id: 'LeftMessage' });
export type LeftMessage = z.infer<typeof leftMessage>;

export const leftMessageEntry = z.object({ conversation, leftMessage }).meta({ id: 'LeftMessageEntry' });
export type LeftMessageEntry = z.infer<typeof leftMessageEntry>;

const byConversation = z.object({ id: uuid });

export const leftMessageRoutes = {
  leave: route({
    method: 'POST',
    path: '/api/visitor/left-messages',
    summary: 'Leave a message: a new conversation of that origin, or the one that waits becomes one',
    access: ['visitor'],
    scope: 'own',
    body: leftMessageDraft,
    response: z.object({
      conversation: conversation.nullable().meta({ description: 'Null: it looked like a machine' }),
    }),
    errors: [
      'channel_unavailable',
      'conflict',
      'id_taken',
      'not_human',
      'blocked',
      'refused_by_plugin',
      'held_for_review',
    ],
  }),
  reception: route({
    method: 'GET',
    path: '/api/visitor/reception',
    summary: 'Whether anybody is there for me now',
    access: ['visitor'],
    scope: 'own',
    response: z.object({ reception }),
    errors: ['channel_unavailable'],
  }),
  resume: route({
    method: 'POST',
    path: '/api/visitor/resume',
    summary: 'Come back by the link of a letter: the session of the visitor whom it was sent to',
    access: ['public'],
    scope: 'none',
    body: z.object({ link: z.string().max(1_000), historyLimit: z.int().min(1).max(100).default(30) }),
    response: visitorSession,
    errors: ['bad_signature', 'channel_unavailable', 'blocked'],
  }),
  list: route({
    method: 'GET',
    path: '/api/left-messages',
    summary: 'Left messages of the current unit and below: `open` longest first, `closed` and `all` newest first',
    access: ['left-messages:read'],
    scope: 'list',
    query: z.object({
      state: z.enum(['open', 'closed', 'all']).default('open'),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(leftMessageEntry),
  }),
  get: route({
    method: 'GET',
    path: '/api/left-messages/:id',
    summary: 'The form that came with a conversation, by the id of the conversation',
    access: ['left-messages:read'],
    scope: { item: 'conversation', param: 'id' },
    params: byConversation,
    response: leftMessage,
    errors: ['not_found'],
  }),
  correct: route({
    method: 'PATCH',
    path: '/api/left-messages/:id',
    summary: 'Correct the address that answers go to; those that were refused are sent there',
    access: ['left-messages:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byConversation,
    body: z.object({ email: z.email().max(254) }),
    response: leftMessage,
    errors: ['not_found'],
  }),
} as const;
