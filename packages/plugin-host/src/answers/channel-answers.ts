import { sendCodes } from '@cskefu/plugin-sdk';
import { z } from 'zod';

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
    code: z.enum(sendCodes),
    retry: z.union([z.enum(['no', 'backoff', 'unknown']), z.object({ afterMs: z.number().min(0).max(86_400_000) })]),
    detail: z.string().optional(),
  }),
]);

export const lookupResult = z.union([z.literal('never_sent'), sendResult]);

const answer = z.object({
  status: z.int().min(200).max(299).optional(),
  headers: z.record(z.string().max(100), z.string().max(1_000)).optional(),
  body: z.union([z.string().max(64_000), z.instanceof(Uint8Array)]).optional(),
});

/** Whether a request is genuine. */
export const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accept'), answer: answer.optional() }),
  z.object({ kind: z.literal('challenge'), answer }),
  z.object({ kind: z.literal('reject'), status: z.union([z.literal(401), z.literal(403), z.literal(404)]) }),
]);

/** What stands behind "Test", of a channel or of a plugin. */
export const health = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), account: z.string().max(500).optional() }),
  z.object({
    ok: z.literal(false),
    code: z.enum(['bad_credentials', 'outage', 'misconfigured']),
    detail: z.string().max(2_000),
  }),
]);

const text = z.string().max(500);

/** Whether a visitor may begin, and what is kept of what they entered. */
export const admission = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    form: z.object({
      fields: z.record(text, text),
      consent: z.boolean(),
      skillGroupId: z.int().positive().nullable(),
    }),
  }),
  z.object({
    ok: z.literal(false),
    faults: z.array(z.object({ field: text, why: z.enum(['required', 'malformed']) })).min(1),
  }),
]);
