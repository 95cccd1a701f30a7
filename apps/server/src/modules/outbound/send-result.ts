import { sendCodes } from '@cskefu/plugin-sdk';
import { z } from 'zod';

const code = z.enum(sendCodes);
const externalId = z.string().min(1).max(500);

/** What a plugin says of a message that it was given; anything else than this counts as not known. */
export const sendResult = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    externalIds: z.array(externalId).max(50),
    state: z.enum(['accepted', 'sent']),
  }),
  z.object({
    ok: z.literal(false),
    code,
    retry: z.union([z.enum(['no', 'backoff', 'unknown']), z.object({ afterMs: z.number().min(0).max(86_400_000) })]),
    detail: z.string().optional(),
  }),
]);
export type CheckedResult = z.infer<typeof sendResult>;

export const lookupResult = z.union([z.literal('never_sent'), sendResult]);

/** It may have arrived, and it may not. */
export const inDoubt = (code: 'timeout' | 'unknown', detail: string): CheckedResult => ({
  ok: false,
  code,
  retry: 'unknown',
  detail,
});
