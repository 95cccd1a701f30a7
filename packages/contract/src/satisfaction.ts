import { z } from 'zod';
import { storableText, timestamp } from './primitives.ts';

/** Why a visitor was content, or was not. */
export const satisfactionReason = z.enum(['solved', 'fast', 'friendly', 'unsolved', 'slow', 'unfriendly', 'unclear']);
export type SatisfactionReason = z.infer<typeof satisfactionReason>;

/** From 1, very unsatisfied, to 5, very satisfied. */
export const satisfactionLevel = z.int().min(1).max(5);

/** What a visitor thinks of a conversation. */
export const rating = z
  .object({
    level: satisfactionLevel,
    reasons: z.array(satisfactionReason).max(7).default([]),
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
