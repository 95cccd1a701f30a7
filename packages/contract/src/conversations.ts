import { z } from 'zod';
import { presenceState } from './agents.ts';
import { channelCapabilities } from './channels.ts';
import { MAX_MEMO_LENGTH, MAX_SNOOZE_REASON_LENGTH } from './limits.ts';
import { author, authorKind, message, messageDraft, messageReceipt } from './messages.ts';
import { channelId, cursor, MAX_INTEGER, orgUnitId, page, seq, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';
import { rating, satisfaction, satisfactionLevel, satisfactionReason } from './satisfaction.ts';
import { tagChange, tagRef } from './tags.ts';

/** `bot` → `waiting` → `active` → `closed`; an active one may go back to `waiting`. */
export const conversationState = z.enum(['bot', 'waiting', 'active', 'closed']);
export type ConversationState = z.infer<typeof conversationState>;

export const closeReason = z.enum([
  'agent',
  'visitor',
  'idle',
  'supervisor',
  'blocked',
  'abandoned',
  'queue_timeout',
  'merged',
]);
export type CloseReason = z.infer<typeof closeReason>;

/** How it began. A left message was written when nobody was there: it waits longer, and its answer may go out by e-mail. */
export const conversationOrigin = z.enum(['visitor', 'agent', 'left_message']);
export type ConversationOrigin = z.infer<typeof conversationOrigin>;

/** How far each side has read, as `seq`; moves only forward. */
export const readMarks = z.object({ visitor: seq, agent: seq }).meta({ id: 'ReadMarks' });
export type ReadMarks = z.infer<typeof readMarks>;

export const lastMessage = z
  .object({
    kind: z.enum(['text', 'image', 'file', 'recalled']),
    text: z.string().nullable().meta({ description: 'First 100 Unicode characters, or the name of the file' }),
    authorKind,
    at: timestamp,
  })
  .meta({
    id: 'LastMessage',
    description: 'What a person or a bot said last. Notes and words of the desk itself do not count',
  });

const agentRef = z.object({ id: uuid, name: z.string() });
const skillGroupRef = z.object({ id: orgUnitId, name: z.string() });

/** Higher comes earlier: a step is worth so many minutes of waiting (`ageingMinutes`). */
export const priority = z.int().min(0).max(9);

/** To whom a conversation was handed over. */
export const transferRecipient = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('agent'), id: uuid, name: z.string() }),
    z.object({ kind: z.literal('skill_group'), id: orgUnitId, name: z.string() }),
  ])
  .meta({ id: 'TransferRecipient' });
export type TransferRecipient = z.infer<typeof transferRecipient>;

const snooze = z.object({ until: timestamp, reason: z.string().nullable() });

/** It was offered to an agent who has not answered yet. */
const offered = z.object({ id: uuid, to: agentRef, expiresAt: timestamp });

/** One service, from first word to close, with one visitor over one channel: the row of a list and the head of a thread. */
export const conversation = z
  .object({
    id: uuid,
    state: conversationState,
    channel: z.object({ id: channelId, name: z.string(), type: z.string() }),
    skillGroup: z.object({ id: orgUnitId, name: z.string() }),
    visitor: z.object({
      id: uuid,
      name: z.string().meta({ description: 'As identified by the site, else made up from the id' }),
      identified: z.boolean(),
    }),
    origin: conversationOrigin,
    agent: agentRef.nullable(),
    createdAt: timestamp,
    waitingSince: timestamp.nullable().meta({ description: 'Only while waiting' }),
    assignedAt: timestamp.nullable(),
    closedAt: timestamp.nullable(),
    closeReason: closeReason.nullable(),
    snooze: snooze.optional().meta({ description: 'Its agent has put it aside; visitors are never told' }),
    transferOffer: offered
      .optional()
      .meta({ description: 'Its agent waits for somebody to take it over; visitors are never told' }),
    satisfaction: satisfaction
      .nullable()
      .meta({ description: 'What the visitor thinks of it; may be changed for a day' }),
    satisfactionRequestedAt: timestamp.nullable().meta({ description: 'When the agent asked for it' }),
    tags: z.array(tagRef).meta({ description: 'By name; visitors get none' }),
    wrappedUpAt: timestamp.nullable().meta({ description: 'When the wrap-up was recorded; visitors get null' }),
    seq: seq.meta({ description: 'Of the newest event that this row includes' }),
    reads: readMarks,
    unread: z.int().min(0).meta({ description: 'Messages of the visitor that no agent has read' }),
    lastMessage: lastMessage.nullable(),
  })
  .meta({ id: 'Conversation' });
export type Conversation = z.infer<typeof conversation>;

const eventHead = {
  conversationId: uuid,
  seq: seq.min(1),
  at: timestamp,
};

/**
 * The stream of one conversation: numbered 1, 2, 3 … without gaps, in the order of their commits. A client that meets a
 * type it does not know advances its position all the same.
 */
export const conversationEvent = z
  .discriminatedUnion('type', [
    z.object({ ...eventHead, type: z.literal('conversation.created'), origin: conversationOrigin }),
    z.object({
      ...eventHead,
      type: z.literal('conversation.waiting'),
      reason: z.enum(['opened', 'agent_offline', 'returned', 'transferred', 'moved', 'overflow']),
      since: timestamp.meta({
        description: 'Decides the place in the queue; what was served before waits since its beginning',
      }),
    }),
    z.object({
      ...eventHead,
      type: z.literal('conversation.assigned'),
      agent: agentRef,
      by: z.enum(['routing', 'taken', 'transferred', 'taken_over']),
    }),
    z.object({
      ...eventHead,
      type: z.literal('conversation.transferred'),
      from: agentRef,
      to: transferRecipient,
      skillGroup: z.object({ id: orgUnitId, name: z.string() }).meta({ description: 'Where it lies now' }),
      memo: z.string().nullable().meta({ description: 'For those who serve only: visitors always get null' }),
      by: agentRef.optional().meta({
        description:
          'The supervisor who did it, if not the agent who had it; taken over, if it went to them. Visitors never get it',
      }),
    }),
    z
      .object({
        ...eventHead,
        type: z.literal('conversation.transfer_offered'),
        offerId: uuid,
        from: agentRef,
        to: agentRef,
        memo: z.string().nullable(),
        expiresAt: timestamp,
      })
      .meta({ description: 'It stays where it is until `to` accepts. Visitors do not hear of it' }),
    z
      .object({
        ...eventHead,
        type: z.literal('conversation.transfer_declined'),
        offerId: uuid,
        from: agentRef,
        to: agentRef,
        reason: z.enum(['declined', 'expired', 'withdrawn', 'gone']).meta({
          description: '`gone`: one of the two went offline, or the conversation ended or went elsewhere',
        }),
        words: z.string().nullable().meta({ description: 'Why, in the words of whoever declined' }),
      })
      .meta({ description: 'The offer is over and was not accepted. Visitors do not hear of it' }),
    z
      .object({
        ...eventHead,
        type: z.literal('conversation.moved'),
        by: author,
        from: skillGroupRef,
        skillGroup: skillGroupRef.meta({ description: 'Where it lies now' }),
      })
      .meta({ description: 'While it waited, to the queue of another skill group. Visitors do not hear of it' }),
    z
      .object({
        ...eventHead,
        type: z.literal('conversation.prioritized'),
        by: author,
        from: priority,
        to: priority,
      })
      .meta({ description: 'Visitors do not hear of it' }),
    z.object({
      ...eventHead,
      type: z.literal('conversation.closed'),
      reason: closeReason,
      by: author.nullable(),
    }),
    z.object({ ...eventHead, type: z.literal('conversation.message_left'), by: z.enum(['visitor', 'overflow']) }).meta({
      description: 'From now on it is a left message. How to reach whoever left it: `GET /api/left-messages/:id`',
    }),
    z
      .object({
        ...eventHead,
        type: z.literal('conversation.answer_mailed'),
        messageSeqs: z.array(seq.min(1)),
        state: z.enum(['waiting', 'sent', 'failed']),
        reason: z.string().nullable().meta({ description: 'What the mail server said; null once it is sent' }),
      })
      .meta({ description: 'What became of these answers as a letter. Visitors do not hear of it' }),
    z.object({ ...eventHead, type: z.literal('conversation.satisfaction_requested'), by: author }),
    z.object({
      ...eventHead,
      type: z.literal('conversation.rated'),
      level: satisfactionLevel,
      reasons: z.array(satisfactionReason),
      comment: z.string().nullable(),
    }),
    z.object({
      ...eventHead,
      type: z.literal('conversation.tagged'),
      by: author,
      tags: z.array(tagRef).meta({ description: 'All that it bears now' }),
      added: z.array(z.string()).meta({ description: 'Names' }),
      removed: z.array(z.string()),
    }),
    z.object({
      ...eventHead,
      type: z.literal('conversation.wrapped_up'),
      by: author,
      serviceTypes: z.array(z.string()).meta({ description: 'Names with that of the parent' }),
      memo: z.string(),
      followUp: z.object({ dueAt: timestamp, memo: z.string() }).nullable(),
    }),
    z.object({ ...eventHead, type: z.literal('conversation.followed_up'), by: author, done: z.boolean() }),
    z.object({ ...eventHead, type: z.literal('message.created'), message }),
    z.object({
      ...eventHead,
      type: z.literal('message.recalled'),
      messageId: uuid,
      messageSeq: seq.min(1),
      by: author,
      kind: z
        .enum(['recalled', 'note'])
        .meta({ description: 'What the message is now. A note stays one, without words: visitors hear nothing of it' }),
      last: z.boolean().meta({ description: 'It was the `lastMessage` of its conversation' }),
    }),
    z.object({ ...eventHead, type: z.literal('conversation.snoozed'), ...snooze.shape, by: author }),
    z
      .object({ ...eventHead, type: z.literal('conversation.woken'), reason: z.enum(['due', 'agent']) })
      .meta({ description: 'A snooze is over. Words of the visitor end it by themselves, without this event' }),
    z.object({ ...eventHead, type: z.literal('internal') }).meta({
      description:
        'Visitors only: something happened that stays in the house. It advances the position and changes nothing',
    }),
  ])
  .meta({ id: 'ConversationEvent' });
export type ConversationEvent = z.infer<typeof conversationEvent>;
export type ConversationEventType = ConversationEvent['type'];

/** A stretch of a conversation's stream, ascending and without gaps. */
export const eventPage = z
  .object({
    events: z.array(conversationEvent),
    hasEarlier: z.boolean().meta({ description: 'There are events before the first one' }),
    hasLater: z.boolean().meta({ description: 'There are events after the last one' }),
  })
  .meta({ id: 'EventPage' });
export type EventPage = z.infer<typeof eventPage>;

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
