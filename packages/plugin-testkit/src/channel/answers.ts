import { sendCodes } from '@cskefu/plugin-sdk';
import { z } from 'zod';

const text = (max: number) => z.string().max(max);
const id = z.string().min(1).max(500);
const at = z.number().int().min(0);
const url = z.string().max(4_000);

const media = z.object({
  kind: z.enum(['image', 'audio', 'video', 'file']),
  url,
  name: text(300).optional(),
  mime: text(200).optional(),
  size: z.number().min(0).optional(),
  durationS: z.number().min(0).optional(),
});

const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: text(100_000) }),
  media,
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: text(300).optional(),
  }),
  z.object({
    kind: z.literal('card'),
    title: text(500),
    text: text(5_000).optional(),
    url: url.optional(),
    imageUrl: url.optional(),
  }),
  z.object({
    kind: z.literal('choices'),
    text: text(5_000),
    choices: z.array(z.object({ id, title: text(500) })).max(100),
  }),
]);

export const identity = z.object({
  namespace: z.string().min(1).max(100),
  externalId: id,
  name: text(300).optional(),
  avatarUrl: url.optional(),
  locale: text(35).optional(),
  hints: z
    .array(z.object({ kind: z.enum(['phone', 'email', 'unionid']), value: text(300), verified: z.boolean() }))
    .max(20)
    .optional(),
});

const thread = z.object({ id, model: z.enum(['contact', 'thread', 'ticket']) });
const about = { externalId: id, at };
const code = z.enum(sendCodes);

/** The forms that the desk takes from `parse`. */
export const inboundEvents = z
  .array(
    z.discriminatedUnion('type', [
      z.object({
        type: z.literal('message'),
        ...about,
        thread,
        sender: identity,
        parts: z.array(part).min(1).max(50),
        replyTo: id.optional(),
      }),
      z.object({
        type: z.literal('receipt'),
        ...about,
        state: z.enum(['sent', 'delivered', 'read', 'failed']),
        error: code.optional(),
      }),
      z.object({ type: z.literal('edit'), ...about, parts: z.array(part).min(1).max(50) }),
      z.object({ type: z.literal('recall'), ...about }),
      z.object({ type: z.literal('typing'), thread, sender: identity }),
      z.object({ type: z.literal('postback'), ...about, thread, sender: identity, choiceId: id, title: text(500) }),
      z.object({ type: z.literal('optin'), ...about, thread, sender: identity }),
      z.object({ type: z.literal('optout'), ...about, thread, sender: identity }),
    ]),
  )
  .max(500);

export const sendResult = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), externalIds: z.array(id).min(1).max(50), state: z.enum(['accepted', 'sent']) }),
  z.object({
    ok: z.literal(false),
    code,
    retry: z.union([z.enum(['no', 'backoff', 'unknown']), z.object({ afterMs: z.number().min(0) })]),
    detail: text(2_000).optional(),
  }),
]);

const answer = z.object({
  status: z.number().int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.union([z.string(), z.instanceof(Uint8Array)]).optional(),
});

export const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('accept'), answer: answer.optional() }),
  z.object({ kind: z.literal('challenge'), answer }),
  z.object({ kind: z.literal('reject'), status: z.union([z.literal(401), z.literal(403), z.literal(404)]) }),
]);

export const health = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), account: text(300).optional() }),
  z.object({ ok: z.literal(false), code: z.enum(['bad_credentials', 'outage', 'misconfigured']), detail: text(2_000) }),
]);

export const admission = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    form: z.object({
      fields: z.record(z.string().max(100), text(2_000)),
      consent: z.boolean(),
      skillGroupId: z.number().int().positive().nullable(),
    }),
  }),
  z.object({
    ok: z.literal(false),
    faults: z
      .array(z.object({ field: text(100), why: z.enum(['required', 'malformed']) }))
      .min(1)
      .max(50),
  }),
]);
