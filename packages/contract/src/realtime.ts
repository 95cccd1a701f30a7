import { z } from 'zod';
import { presence } from './agents.ts';
import { conversation, readMarks } from './conversation.ts';
import { conversationEvent } from './conversation-events.ts';
import { inboxCounts } from './conversations.ts';
import { delivery } from './deliveries.ts';
import { errorBody } from './errors.ts';
import { MAX_DRAFT_LENGTH, MAX_SUBSCRIPTIONS } from './limits.ts';
import { author, messageDraft } from './messages.ts';
import { browseFrame, onlineVisitor, onlineVisitorsQuery, pageReport, shownInvitation } from './online-visitors.ts';
import { MAX_INTEGER, seq, storableText, timestamp, uuid } from './primitives.ts';
import { waitEstimate } from './queue.ts';
import { wallChange } from './supervision.ts';

/** "I have this conversation up to `after`: send what came since, then what comes." */
export const subscription = z.object({ conversationId: uuid, after: seq });

const attending = z.enum(['viewing', 'writing', 'left']);

/** What a client sends. One JSON object per text frame. `docs/reference/realtime.md` tells the story. */
export const clientFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    protocol: z.int(),
    token: z
      .string()
      .max(1_000)
      .optional()
      .meta({ description: 'Visitors only; accounts are known by their session cookie' }),
    resume: z.array(subscription).max(MAX_SUBSCRIPTIONS).default([]),
    orgUnitId: z.int().positive().max(MAX_INTEGER).optional().meta({
      description:
        'Accounts only: the current unit, in which the lists of this connection are narrowed; the own unit if absent',
    }),
  }),
  z.object({ type: z.literal('subscribe'), conversationId: uuid, after: seq }),
  z.object({ type: z.literal('unsubscribe'), conversationId: uuid }),
  z.object({
    type: z.literal('send'),
    id: uuid,
    conversationId: uuid.optional().meta({ description: 'Agents must name it; for visitors the server knows it' }),
    round: z.int().min(0).max(2_147_483_647).optional().meta({
      description: 'Raised by one whenever the author starts over after a refusal; 0 if absent',
    }),
    message: messageDraft,
  }),
  z.object({ type: z.literal('read'), conversationId: uuid, seq: seq.min(1) }),
  z.object({
    type: z.literal('typing'),
    conversationId: uuid.optional().meta({ description: 'As in `send`' }),
    draft: storableText(MAX_DRAFT_LENGTH)
      .optional()
      .meta({ description: 'Visitors, where the channel shows drafts; "" when emptied' }),
  }),
  z.object({ type: z.literal('watch_wall'), watching: z.boolean() }).meta({
    description: 'Supervisors only: begin, or end, to get `wall`; of the current unit that hello named',
  }),
  browseFrame,
  z.object({ type: z.literal('page'), page: pageReport }),
  z.object({ type: z.literal('watch_visitors'), query: onlineVisitorsQuery }),
  z.object({ type: z.literal('unwatch_visitors') }),
  z
    .object({ type: z.literal('attend'), conversationId: uuid, doing: attending, asks: z.boolean().optional() })
    .meta({ description: 'Accounts only: I look at it, write in it, or have left; repeated while it lasts' }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('pong') }),
]);
export type ClientFrame = z.infer<typeof clientFrame>;
/** A frame as a client writes it: fields with defaults may be left out. */
export type ClientFrameInput = z.input<typeof clientFrame>;

/**
 * A change of one row of the inbox. `seq` says how new it is: a patch that is older than the row changes nothing.
 * A row that enters the list comes whole; a new message only touches these fields.
 */
export const inboxPatch = z
  .object({ id: uuid, seq })
  .extend(conversation.pick({ lastMessage: true, unread: true, reads: true }).partial().shape)
  .meta({ id: 'InboxPatch' });
export type InboxPatch = z.infer<typeof inboxPatch>;

/** What the server sends. */
export const serverFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('welcome'),
    protocol: z.int(),
    you: z.object({ kind: z.enum(['visitor', 'agent']), id: uuid, name: z.string() }),
    heartbeatSeconds: z.int(),
    maxInFlight: z.int(),
  }),
  z.object({ type: z.literal('event'), event: conversationEvent }),
  z.object({
    type: z.literal('subscribed'),
    conversationId: uuid,
    seq: seq.meta({ description: 'Everything up to here has been sent' }),
    reads: readMarks,
  }),
  z.object({
    type: z.literal('reset'),
    conversationId: uuid,
    seq: seq.meta({ description: 'Too much was missed: fetch a snapshot over HTTP, then subscribe after it' }),
  }),
  z.object({ type: z.literal('ack'), id: uuid, conversationId: uuid, seq, at: timestamp }),
  z.object({
    type: z.literal('error'),
    ...errorBody.pick({ code: true, detail: true, text: true, retryAfterMs: true }).shape,
    id: uuid.optional().meta({ description: 'Of the `send` it answers' }),
    conversationId: uuid.optional().meta({ description: 'Of the `subscribe`, `read` or `typing` it answers' }),
  }),
  z.object({ type: z.literal('read'), conversationId: uuid, by: z.enum(['visitor', 'agent']), seq }),
  z.object({
    type: z.literal('typing'),
    conversationId: uuid,
    author,
    draft: z.string().optional(),
  }),
  z.object({
    type: z.literal('inbox'),
    rows: z.array(conversation).meta({ description: 'Rows that entered or changed state; put them where they belong' }),
    patches: z.array(inboxPatch),
    removed: z.array(uuid).meta({ description: 'No longer in any of my lists' }),
    counts: inboxCounts.optional(),
  }),
  z.object({
    type: z.literal('mention'),
    conversationId: uuid,
    seq,
    by: author,
    text: z.string().meta({ description: 'The beginning of the note that speaks to me' }),
    whisper: z.boolean().optional().meta({ description: 'A supervisor whispers to me, who serve the conversation' }),
  }),
  z
    .object({ type: z.literal('transfer_offers') })
    .meta({ description: 'What is offered to me has changed: `GET /api/me/transfer-offers`' }),
  z.object({ type: z.literal('wall'), change: wallChange }),
  z
    .object({
      type: z.literal('supervised'),
      act: z.enum(['taken_over', 'transferred', 'closed']),
      conversationId: uuid,
      visitor: z.string(),
      by: z.string().meta({ description: 'Name of the supervisor' }),
      reason: z.string().nullable(),
    })
    .meta({ description: 'A supervisor has taken away a conversation that I served' }),
  z
    .object({
      type: z.literal('place'),
      conversationId: uuid,
      place: z.int().min(1),
      estimateSeconds: waitEstimate,
    })
    .meta({
      description: 'Visitors only: where they stand in the queue, when that changes; at most about once a second',
    }),
  z
    .object({
      type: z.literal('attending'),
      conversationId: uuid,
      who: z.object({ id: uuid, name: z.string() }),
      doing: attending,
      asks: z.boolean().optional().meta({ description: 'They have just come: tell them that you are here' }),
    })
    .meta({ description: 'A colleague at a conversation that this connection follows; forgotten after 30 s' }),
  z.object({
    type: z.literal('scheduled'),
    conversationId: uuid,
    id: uuid,
    change: z.enum(['scheduled', 'cancelled', 'sent', 'failed']),
  }),
  z.object({ type: z.literal('delivery'), delivery }).meta({
    description: 'Accounts only: how far a message of a conversation that they follow has come on its way out',
  }),
  z.object({ type: z.literal('presence'), presence }),
  z.object({
    type: z.literal('browsing'),
    token: z.string().meta({ description: 'Keep it: it is the identity of this visitor on this channel' }),
    visitorId: uuid,
  }),
  z.object({
    type: z.literal('invitation'),
    invitation: shownInvitation.nullable().meta({ description: 'Null: what was shown is over' }),
  }),
  z.object({
    type: z.literal('visitors'),
    total: z.int().meta({ description: 'How many fit the filters' }),
    online: z.int().meta({ description: 'How many there are in the current unit' }),
    talking: z.int().meta({ description: 'How many of those are in a conversation' }),
    ids: z.array(uuid).optional().meta({ description: 'The window, in order; absent if it is as before' }),
    rows: z.array(onlineVisitor).meta({ description: 'Of the window, those that are new in it or have changed' }),
  }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('pong') }),
  z.object({
    type: z.literal('bye'),
    reason: z.enum(['draining', 'slow_reader', 'signed_out', 'access_changed']),
    reconnectAfterMs: z
      .int()
      .meta({ description: 'A moment spread over the clients, so that they do not all come at once' }),
  }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;
