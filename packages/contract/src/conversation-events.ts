import { z } from 'zod';
import {
  agentRef,
  closeReason,
  conversationOrigin,
  priority,
  skillGroupRef,
  snooze,
  transferRecipient,
} from './conversation.ts';
import { author, message } from './messages.ts';
import { orgUnitId, seq, timestamp, uuid } from './primitives.ts';
import { satisfactionLevel, satisfactionReason } from './satisfaction.ts';
import { tagRef } from './tags.ts';

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
