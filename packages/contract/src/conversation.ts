import { z } from 'zod';
import { authorKind } from './messages.ts';
import { channelId, orgUnitId, seq, timestamp, uuid } from './primitives.ts';
import { satisfaction } from './satisfaction.ts';
import { tagRef } from './tags.ts';

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

export const agentRef = z.object({ id: uuid, name: z.string() });
export const skillGroupRef = z.object({ id: orgUnitId, name: z.string() });

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

export const snooze = z.object({ until: timestamp, reason: z.string().nullable() });

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
