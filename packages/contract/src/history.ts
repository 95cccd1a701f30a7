import { z } from 'zod';
import { closeReason, conversation, conversationOrigin, conversationState } from './conversation.ts';
import { eventPage } from './conversation-events.ts';
import {
  channelId,
  cursor,
  MAX_INTEGER,
  orgUnitId,
  page,
  seq,
  storableText,
  timestamp,
  timeZone,
  uuid,
} from './primitives.ts';
import { route } from './route.ts';
import { satisfactionLevel } from './satisfaction.ts';
import { wrapUp } from './wrap-ups.ts';

/** Which conversations of the history: everything given must hold. */
export const historyFilter = z.object({
  from: timestamp.optional().meta({ description: 'Begun at this moment or later' }),
  to: timestamp.optional().meta({ description: 'Begun before this moment' }),
  channelId: channelId.optional(),
  skillGroupId: z.coerce.number().pipe(orgUnitId.max(MAX_INTEGER)).optional(),
  agentId: uuid.optional(),
  visitor: storableText(100)
    .optional()
    .meta({ description: 'Part of the name by which the site identified the visitor' }),
  text: storableText(100).optional().meta({ description: 'Words of one message, Chinese and English; all of them' }),
  state: conversationState.optional(),
  closeReason: closeReason.optional(),
  origin: conversationOrigin.optional(),
  satisfaction: z.coerce.number().pipe(satisfactionLevel).optional(),
  rated: z.literal('1').optional().meta({ description: 'Only those with a rating' }),
  tagId: uuid.optional(),
  serviceTypeId: uuid.optional(),
  contactId: uuid.optional(),
});
export type HistoryFilter = z.infer<typeof historyFilter>;

/** A stretch of a text, and whether it is what was looked for. */
export const textPart = z.object({ text: z.string(), hit: z.boolean() });
export type TextPart = z.infer<typeof textPart>;

/** A conversation of the history. */
export const historyEntry = conversation
  .extend({
    match: z
      .object({ seq, parts: z.array(textPart) })
      .nullable()
      .meta({ description: 'With `text`: the first message that has the words, or a stretch of it' }),
    wrapUp: wrapUp.nullable(),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof historyEntry>;

/** Most conversations of one export. */
const MOST_EXPORTED = 100_000;

/** A file that somebody asked for; it is made in the background. */
export const historyExport = z
  .object({
    id: uuid,
    format: z.enum(['csv', 'xlsx']),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    total: z.int().nullable().meta({ description: 'Conversations it will hold; null until they are counted' }),
    written: z.int(),
    size: z.int().nullable().meta({ description: 'Bytes, once it is done' }),
    url: z.string().nullable().meta({
      description: 'Once it is done: relative to the server, for an hour, only with the session of the requester',
    }),
    createdAt: timestamp,
    expiresAt: timestamp.meta({ description: 'Then the file is deleted' }),
  })
  .meta({ id: 'HistoryExport' });
export type HistoryExport = z.infer<typeof historyExport>;

const byId = z.object({ id: uuid });

export const historyRoutes = {
  list: route({
    method: 'GET',
    path: '/api/history',
    summary: 'Conversations within reach, also those that are still open, the newest first',
    access: ['history:read'],
    scope: 'list',
    query: historyFilter.extend({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(historyEntry),
  }),
  requestExport: route({
    method: 'POST',
    path: '/api/history/exports',
    summary: `Ask for a file of the conversations within reach, in the background; at most the newest ${MOST_EXPORTED}`,
    access: ['history:export'],
    scope: 'own',
    body: z.object({ format: z.enum(['csv', 'xlsx']), filter: historyFilter, timeZone: timeZone.default('UTC') }),
    response: historyExport,
    errors: ['conflict'],
  }),
  exports: route({
    method: 'GET',
    path: '/api/history/exports',
    summary: 'My files that have not expired, the newest first',
    access: ['history:export'],
    scope: 'own',
    response: z.object({ items: z.array(historyExport) }),
  }),
  downloadExport: route({
    method: 'GET',
    path: '/api/history/exports/:id/file',
    summary: 'The bytes of a file of mine, by its signed link',
    access: ['history:export'],
    scope: 'own',
    params: byId,
    query: z.object({ expires: z.coerce.number().int(), signature: z.string().max(100) }),
    response: z.any().meta({ description: 'The bytes' }),
    errors: ['not_found', 'bad_signature'],
  }),
  get: route({
    method: 'GET',
    path: '/api/history/:id',
    summary:
      'The transcript of one conversation: its head, and a stretch of its stream (the beginning, what follows a seq, or what precedes one)',
    access: ['history:read'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    query: z.object({
      before: z.coerce.number().int().min(1).max(MAX_INTEGER).optional(),
      after: z.coerce.number().int().min(0).max(MAX_INTEGER).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    response: eventPage.extend({ conversation }).meta({ id: 'Transcript' }),
    errors: ['not_found'],
  }),
} as const;
