import { z } from 'zod';
import { MAX_INTEGER, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** `idle_first`: who has been without a conversation longest; `least_loaded`: who has the fewest; `round_robin`: whose turn is longest ago. */
export const routingStrategy = z.enum(['idle_first', 'least_loaded', 'round_robin']);
export type RoutingStrategy = z.infer<typeof routingStrategy>;

/** How a skill group gives out what waits. */
export const routingSettings = z
  .object({
    strategy: routingStrategy,
    maxPerAgent: z
      .int()
      .min(1)
      .max(999)
      .meta({ description: 'Most conversations of this group with one agent, beside the limit over all groups' }),
    lastAgentFirst: z.boolean().meta({ description: 'Whoever served the visitor last, if they have room' }),
    batchSize: z.int().min(1).max(999).meta({
      description: 'Most that an agent is given at once on becoming ready; as many again every 20 seconds',
    }),
    ageingMinutes: z.int().min(1).max(1440).meta({
      description: 'One step of priority is worth so many minutes of waiting, so nobody waits for ever',
    }),
  })
  .meta({ id: 'RoutingSettings' });
export type RoutingSettings = z.infer<typeof routingSettings>;

const ownSettings = z.object({
  strategy: routingSettings.shape.strategy.nullable(),
  maxPerAgent: routingSettings.shape.maxPerAgent.nullable(),
  lastAgentFirst: routingSettings.shape.lastAgentFirst.nullable(),
  batchSize: routingSettings.shape.batchSize.nullable(),
  ageingMinutes: routingSettings.shape.ageingMinutes.nullable(),
});
export type OwnRoutingSettings = z.infer<typeof ownSettings>;

export const unitRoutingSettings = z
  .object({
    own: ownSettings.meta({ description: 'Null: inherited' }),
    inherited: routingSettings.meta({ description: 'What counts where this unit says nothing' }),
    effective: routingSettings,
  })
  .meta({ id: 'UnitRoutingSettings' });
export type UnitRoutingSettings = z.infer<typeof unitRoutingSettings>;

/** What decided: the agent whom the conversation was bound to, the visitor's last one, a strategy, or the agent who took it. */
export const assignmentRule = z.enum(['bound_agent', 'last_agent', ...routingStrategy.options, 'taken']);
export type AssignmentRule = z.infer<typeof assignmentRule>;

export const passedOverBecause = z.enum([
  'away',
  'busy',
  'other_group',
  'at_capacity',
  'at_group_capacity',
  'settling',
  'not_bound',
  'not_last',
  'not_idle',
  'idle_for_less',
  'more_loaded',
  'later_turn',
]);
export type PassedOverBecause = z.infer<typeof passedOverBecause>;

export const waitingReason = z.enum([
  'bound_agent_away',
  'bound_agent_at_capacity',
  'no_agent_online',
  'no_agent_ready',
  'all_at_capacity',
  'agents_settling',
  'any_moment',
]);
export type WaitingReason = z.infer<typeof waitingReason>;

const agentRef = z.object({ id: uuid, name: z.string() });

/** Why a conversation is with its agent, or what it waits for. */
export const conversationAssignment = z
  .object({
    conversationId: uuid,
    assignment: z
      .object({
        agent: agentRef,
        rule: assignmentRule,
        at: timestamp,
        candidates: z.int().min(0).meta({ description: 'Agents who were considered, the chosen one among them' }),
        others: z
          .array(z.object({ agent: agentRef, load: z.int().min(0), why: passedOverBecause }))
          .meta({ description: 'Why not they, as it was at that moment; at most 30' }),
      })
      .nullable()
      .meta({ description: 'Of the newest assignment; null while waiting' }),
    waiting: z
      .object({
        reason: waitingReason,
        since: timestamp,
        place: z.int().min(1),
        boundAgent: agentRef.nullable(),
      })
      .nullable()
      .meta({ description: 'Only while waiting' }),
  })
  .meta({ id: 'ConversationAssignment' });
export type ConversationAssignment = z.infer<typeof conversationAssignment>;

const unit = { item: 'org-unit', param: 'id' } as const;
const byUnit = z.object({ id: z.coerce.number().int().positive().max(MAX_INTEGER) });

export const routingRoutes = {
  settings: route({
    method: 'GET',
    path: '/api/org-units/:id/routing-settings',
    summary: 'How a unit gives out what waits: its own settings, what it inherits, and what counts',
    access: ['settings:read'],
    scope: unit,
    params: byUnit,
    response: unitRoutingSettings,
    errors: ['not_found'],
  }),
  updateSettings: route({
    method: 'PATCH',
    path: '/api/org-units/:id/routing-settings',
    summary:
      'Change them; what is absent stays, null is inherited. Counts at once, also for the units below that inherit',
    access: ['settings:write'],
    scope: unit,
    params: byUnit,
    body: ownSettings.partial(),
    response: unitRoutingSettings,
    errors: ['not_found'],
  }),
  assignment: route({
    method: 'GET',
    path: '/api/conversations/:id/assignment',
    summary: 'Why this agent serves it and not another one; or what it waits for',
    access: ['conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: z.object({ id: uuid }),
    response: conversationAssignment,
    errors: ['not_found'],
  }),
} as const;
