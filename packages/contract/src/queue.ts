import { z } from 'zod';
import { conversation, priority } from './conversation.ts';
import { cursor, MAX_INTEGER, orgUnitId, page, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';
import { waitingReason } from './routing.ts';

/**
 * How long whoever has this place will probably wait: places in front × the mean length of the newest services of the skill group ÷ how many
 * conversations its ready agents may have at once. Rounded up to a step that does not pretend to know more. Null: nothing to base it on.
 */
export const waitEstimate = z.int().min(60).nullable().meta({
  description:
    'Seconds, rounded up: whole minutes to 10, then steps of 5 to 30, of 15 to 120, of 30 to 240. Null: fewer than 3 services ended within 4 hours, nobody is ready, or more than 4 hours',
});

/** A waiting conversation as it stands in the queue of its skill group. */
export const queuedConversation = conversation
  .extend({
    place: z.int().min(1).meta({ description: 'In its skill group, as routing goes through it' }),
    priority,
    waitsFor: waitingReason,
    boundAgent: z.object({ id: uuid, name: z.string() }).nullable(),
  })
  .meta({ id: 'QueuedConversation' });
export type QueuedConversation = z.infer<typeof queuedConversation>;

export const queueGroup = z
  .object({
    id: orgUnitId,
    name: z.string(),
    waiting: z.int().min(1),
    longestSince: timestamp,
    readyAgents: z.int().min(0),
    estimateSeconds: waitEstimate.meta({ description: 'For whoever came now' }),
  })
  .meta({ id: 'QueueGroup' });
export type QueueGroup = z.infer<typeof queueGroup>;

export const queueRoutes = {
  list: route({
    method: 'GET',
    path: '/api/queue',
    summary:
      'What waits, in the order in which routing goes through it; of several skill groups, by the time that their priorities and ages come to',
    access: ['conversations:read'],
    scope: 'list',
    query: z.object({
      skillGroupId: z.coerce.number().int().positive().max(MAX_INTEGER).optional(),
      cursor: cursor.optional().meta({ description: 'How many to pass over: the queue moves all the time' }),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(queuedConversation),
  }),
  groups: route({
    method: 'GET',
    path: '/api/queue/groups',
    summary: 'Skill groups in which somebody waits, those with the most first',
    access: ['conversations:read'],
    scope: 'list',
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    response: page(queueGroup).extend({ waiting: z.int().min(0).meta({ description: 'Of all skill groups' }) }),
  }),
} as const;
