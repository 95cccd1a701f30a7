import { z } from 'zod';
import { MAX_INTEGER, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** Names one of the reasons that a unit offers. */
export const satisfactionReason = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** From 1, very unsatisfied, to 5, very satisfied. A unit may offer fewer: 1, 3 and 5. */
export const satisfactionLevel = z.int().min(1).max(5);

/** What a visitor thinks of a conversation. */
export const rating = z
  .object({
    level: satisfactionLevel,
    reasons: z.array(satisfactionReason).max(20).default([]),
    comment: storableText(200).nullable().default(null),
  })
  .meta({ id: 'Rating' });
export type Rating = z.infer<typeof rating>;

/** The same as it was given. */
export const satisfaction = z
  .object({
    level: satisfactionLevel,
    reasons: z.array(satisfactionReason),
    comment: z.string().nullable(),
    at: timestamp,
  })
  .meta({ id: 'Satisfaction' });
export type Satisfaction = z.infer<typeof satisfaction>;

const words = z.object({ 'zh-CN': storableText(30).trim().min(1), en: storableText(40).trim().min(1) });

const offeredLevel = z.object({ level: satisfactionLevel, words });
const offeredReason = z.object({
  id: satisfactionReason,
  words,
  from: satisfactionLevel.meta({ description: 'The lowest level that it is offered with' }),
  to: satisfactionLevel.meta({ description: 'The highest one' }),
});
export type OfferedReason = z.infer<typeof offeredReason>;

/** What visitors of a unit can say when they rate a conversation. */
export const satisfactionSettings = z
  .object({
    levels: z
      .array(offeredLevel)
      .min(2)
      .max(5)
      .refine((levels) => new Set(levels.map(({ level }) => level)).size === levels.length, {
        message: 'has a level twice',
      }),
    reasons: z
      .array(offeredReason)
      .max(20)
      .refine((reasons) => new Set(reasons.map(({ id }) => id)).size === reasons.length, {
        message: 'has a reason twice',
      }),
    comment: z.boolean().meta({ description: 'Whether they may write something' }),
  })
  .meta({ id: 'SatisfactionSettings' });
export type SatisfactionSettings = z.infer<typeof satisfactionSettings>;

const ownSettings = z.object({
  levels: satisfactionSettings.shape.levels.nullable(),
  reasons: satisfactionSettings.shape.reasons.nullable(),
  comment: z.boolean().nullable(),
});
export type OwnSatisfactionSettings = z.infer<typeof ownSettings>;

export const unitSatisfactionSettings = z
  .object({
    own: ownSettings.meta({ description: 'Null: inherited' }),
    inherited: satisfactionSettings.meta({ description: 'What counts where this unit says nothing' }),
    effective: satisfactionSettings,
  })
  .meta({ id: 'UnitSatisfactionSettings' });
export type UnitSatisfactionSettings = z.infer<typeof unitSatisfactionSettings>;

export const satisfactionForm = satisfactionSettings
  .extend({
    on: z.boolean().meta({ description: 'Whether visitors of this skill group are asked at all' }),
    ask: z.enum(['at_close', 'by_agent']).meta({ description: 'Of itself at the end, or only when asked' }),
    former: z.array(offeredReason).meta({
      description: 'Reasons that are offered no more, or were offered by a unit above: the words of what was given',
    }),
  })
  .meta({ id: 'SatisfactionForm' });
export type SatisfactionForm = z.infer<typeof satisfactionForm>;

const unit = { item: 'org-unit', param: 'id' } as const;
const byUnit = z.object({ id: z.coerce.number().int().positive().max(MAX_INTEGER) });

export const satisfactionRoutes = {
  settings: route({
    method: 'GET',
    path: '/api/org-units/:id/satisfaction-settings',
    summary: 'What visitors of a unit can say when they rate a conversation: its own, what it inherits, what counts',
    access: ['settings:read'],
    scope: unit,
    params: byUnit,
    response: unitSatisfactionSettings,
    errors: ['not_found'],
  }),
  updateSettings: route({
    method: 'PATCH',
    path: '/api/org-units/:id/satisfaction-settings',
    summary: 'Change them; what is absent stays, null is inherited. What was given before keeps its words',
    access: ['settings:write'],
    scope: unit,
    params: byUnit,
    body: ownSettings.partial(),
    response: unitSatisfactionSettings,
    errors: ['not_found'],
  }),
  form: route({
    method: 'GET',
    path: '/api/conversations/:id/satisfaction-form',
    summary: 'What can be said of a conversation, in words',
    access: ['visitor', 'conversations:read', 'history:read'],
    scope: { item: 'conversation', param: 'id' },
    params: z.object({ id: uuid }),
    response: satisfactionForm,
    errors: ['not_found'],
  }),
} as const;
