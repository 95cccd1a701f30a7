import { z } from 'zod';
import { presenceState } from './agents.ts';
import { channelCapabilities } from './channel-kinds.ts';
import { agentRef, conversation, priority } from './conversation.ts';
import { eventPage } from './conversation-events.ts';
import { MAX_MEMO_LENGTH, MAX_SNOOZE_REASON_LENGTH } from './limits.ts';
import { messageDraft, messageReceipt } from './messages.ts';
import { cursor, MAX_INTEGER, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';
import { rating } from './satisfaction.ts';
import { tagChange } from './tags.ts';

export const inboxView = z.enum(['mine', 'snoozed', 'waiting', 'closed']);
export type InboxView = z.infer<typeof inboxView>;

export const inboxCounts = z.object({ mine: z.int(), snoozed: z.int(), waiting: z.int() }).meta({ id: 'InboxCounts' });
export type InboxCounts = z.infer<typeof inboxCounts>;

const byId = z.object({ id: uuid });

/** Somebody, or a skill group, to whom a conversation can be handed over, and how much they have to do. */
export const transferTarget = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('agent'),
      id: uuid,
      name: z.string(),
      unit: z.string(),
      presence: presenceState,
      load: z.int().min(0),
      capacity: z.int().min(0),
    }),
    z.object({
      kind: z.literal('skill_group'),
      id: orgUnitId,
      name: z.string(),
      unit: z.string().nullable().meta({ description: 'The unit above it' }),
      waiting: z.int().min(0),
    }),
  ])
  .meta({ id: 'TransferTarget' });
export type TransferTarget = z.infer<typeof transferTarget>;

/** How messages of a conversation reach the other side, and what can be written now. */
export const conversationChannel = z
  .object({
    transport: z.enum(['live', 'webhook', 'pull']),
    kind: z.string(),
    capabilities: channelCapabilities.nullable().meta({
      description: 'Null: of a web channel, or of a plugin that does not run now',
    }),
    running: z.boolean().meta({ description: 'False: messages wait until the plugin runs again' }),
    lastInboundAt: timestamp.nullable().meta({ description: 'When the other side last wrote' }),
    replyWindow: z
      .object({ hours: z.number(), closesAt: timestamp.nullable(), open: z.boolean() })
      .nullable()
      .meta({ description: 'Null: one may write at any time' }),
    optedOut: z.boolean().meta({ description: 'They do not want to be written to' }),
  })
  .meta({ id: 'ConversationChannel' });
export type ConversationChannel = z.infer<typeof conversationChannel>;

export const conversationRoutes = {
  channel: route({
    method: 'GET',
    path: '/api/conversations/:id/channel',
    summary: 'What the channel of a conversation carries, and whether one may write now',
    access: ['conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: conversationChannel,
    errors: ['not_found'],
  }),
  list: route({
    method: 'GET',
    path: '/api/conversations',
    summary:
      'The inbox of the signed-in account: `mine` newest word first, `snoozed` next to come back first, `waiting` longest first, `closed` (mine) newest first',
    access: ['conversations:read'],
    scope: 'list',
    query: z.object({
      view: inboxView.default('mine'),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: z.object({ items: z.array(conversation), nextCursor: cursor.nullable(), counts: inboxCounts }),
  }),
  get: route({
    method: 'GET',
    path: '/api/conversations/:id',
    summary: 'The head of one conversation',
    access: ['visitor', 'conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: conversation,
    errors: ['not_found'],
  }),
  events: route({
    method: 'GET',
    path: '/api/conversations/:id/events',
    summary: 'A stretch of the stream: the newest, those before a seq, or those after one',
    access: ['visitor', 'conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    query: z.object({
      before: z.coerce.number().int().min(1).max(MAX_INTEGER).optional(),
      after: z.coerce.number().int().min(0).max(MAX_INTEGER).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: eventPage,
    errors: ['not_found'],
  }),
  sendMessage: route({
    method: 'POST',
    path: '/api/conversations/:id/messages',
    summary:
      'Write as the agent who serves the conversation, or leave a note for colleagues; the same door as the realtime frame `send`',
    access: ['conversations:serve', 'supervision:whisper'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({ id: uuid, message: messageDraft }),
    response: messageReceipt,
    errors: [
      'not_found',
      'conversation_closed',
      'conflict',
      'id_taken',
      'busy',
      'refused_by_plugin',
      'held_for_review',
    ],
  }),
  recall: route({
    method: 'POST',
    path: '/api/conversations/:id/recall',
    summary:
      'Take back a message or note of my own within two minutes: both sides lose it; repeating it changes nothing',
    access: ['conversations:serve', 'supervision:whisper'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({ messageId: uuid }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'conflict', 'too_late', 'conversation_closed'],
  }),
  colleagues: route({
    method: 'GET',
    path: '/api/conversations/:id/colleagues',
    summary: 'Who else may see the conversation, by name: those whom a note can speak to',
    access: ['conversations:serve', 'supervision:whisper'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    query: z.object({
      search: storableText(60).optional().meta({ description: 'Part of a name or user name' }),
      limit: z.coerce.number().int().min(1).max(50).default(10),
    }),
    response: z.object({ items: z.array(agentRef.extend({ username: z.string() })) }),
    errors: ['not_found'],
  }),
  take: route({
    method: 'POST',
    path: '/api/conversations/:id/take',
    summary:
      'Take a waiting conversation, beyond the limit only with queue:exceed and if one says so; taking one that is already mine changes nothing',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    query: z.object({ exceed: z.literal('1').optional() }),
    response: conversation,
    errors: ['not_found', 'conflict', 'capacity_reached'],
  }),
  requestSatisfaction: route({
    method: 'POST',
    path: '/api/conversations/:id/satisfaction-request',
    summary: 'Ask the visitor what they think of a conversation that I serve or served; asking again changes nothing',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: conversation,
    errors: ['not_found', 'conflict'],
  }),
  rate: route({
    method: 'POST',
    path: '/api/visitor/conversations/:id/rating',
    summary: 'Say what I think of my conversation, once it is over or I was asked; may be changed for a day',
    access: ['visitor'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: rating,
    response: conversation,
    errors: ['not_found', 'conflict'],
  }),
  transferTargets: route({
    method: 'GET',
    path: '/api/conversations/:id/transfer-targets',
    summary:
      'To whom it can be handed over: agents of its skill group and of my reach, those who are ready and have room first; then skill groups',
    access: ['conversations:serve', 'queue:write', 'supervision:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    query: z.object({
      kind: z.enum(['agent', 'skill_group']).optional(),
      search: storableText(60).optional().meta({ description: 'Part of a name or user name' }),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    response: page(transferTarget),
    errors: ['not_found'],
  }),
  transfer: route({
    method: 'POST',
    path: '/api/conversations/:id/transfer',
    summary:
      'Hand over a conversation that I serve: to an agent within their capacity (beyond it with queue:exceed), or to a skill group, where it waits since its beginning. Where agents are asked first, it is offered: it stays mine, with `transferOffer`',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({
      to: z.union([z.object({ agentId: uuid }), z.object({ skillGroupId: orgUnitId.max(MAX_INTEGER) })]),
      memo: storableText(MAX_MEMO_LENGTH).trim().optional().meta({ description: 'Visitors never see it' }),
    }),
    response: conversation,
    errors: ['not_found', 'conflict', 'capacity_reached', 'unavailable_target'],
  }),
  tag: route({
    method: 'POST',
    path: '/api/conversations/:id/tags',
    summary: 'Put tags on a conversation and take others away; what is so already changes nothing',
    access: ['conversations:serve', 'supervision:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: tagChange,
    response: conversation,
    errors: ['not_found', 'conflict'],
  }),
  snooze: route({
    method: 'POST',
    path: '/api/conversations/:id/snooze',
    summary:
      'Put a conversation that I serve aside until a time: it stays mine and counts, and comes back then, or at once when the visitor writes',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({
      until: timestamp.meta({ description: 'In the future, within a year' }),
      reason: storableText(MAX_SNOOZE_REASON_LENGTH).trim().optional(),
    }),
    response: conversation,
    errors: ['not_found', 'conflict'],
  }),
  wake: route({
    method: 'POST',
    path: '/api/conversations/:id/wake',
    summary: 'End the snooze of a conversation that I serve; one that is not put aside stays as it is',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: conversation,
    errors: ['not_found', 'conflict'],
  }),
  close: route({
    method: 'POST',
    path: '/api/conversations/:id/close',
    summary: 'End a conversation that I serve; closing a closed one changes nothing',
    access: ['conversations:serve'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: conversation,
    errors: ['not_found', 'conflict', 'refused_by_plugin'],
  }),
  move: route({
    method: 'POST',
    path: '/api/conversations/:id/move',
    summary: 'Move a waiting conversation to the queue of another skill group; it keeps since when it waits',
    access: ['queue:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({ skillGroupId: orgUnitId.max(MAX_INTEGER) }),
    response: conversation,
    errors: ['not_found', 'conflict', 'unavailable_target'],
  }),
  prioritize: route({
    method: 'PUT',
    path: '/api/conversations/:id/priority',
    summary: 'Set the priority of a waiting conversation; the same one again changes nothing',
    access: ['queue:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    body: z.object({ priority }),
    response: conversation,
    errors: ['not_found', 'conflict'],
  }),
  closeWaiting: route({
    method: 'POST',
    path: '/api/conversations/:id/close-waiting',
    summary: 'End a conversation that still waits; closing a closed one changes nothing',
    access: ['queue:write'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    response: conversation,
    errors: ['not_found', 'conflict'],
  }),
} as const;
