import { z } from 'zod';
import { fileInfo } from './files.ts';
import { MAX_TEXT_LENGTH } from './limits.ts';
import { seq, storableText, timestamp, uuid } from './primitives.ts';

export const authorKind = z.enum(['visitor', 'agent', 'bot', 'supervisor', 'system']);
export type AuthorKind = z.infer<typeof authorKind>;

export const author = z
  .object({
    kind: authorKind,
    id: uuid.nullable().meta({ description: 'Visitor or account; null for the system' }),
    name: z.string(),
  })
  .meta({ id: 'Author' });
export type Author = z.infer<typeof author>;

const text = storableText(MAX_TEXT_LENGTH);

/** The message that this one answers, by its place in the stream; it may have been recalled since. */
const replyTo = seq.min(1).optional();

const note = z.object({
  replyTo,
  kind: z.literal('note'),
  text: text
    .refine((value) => value.trim().length > 0, { message: 'must not be blank' })
    .meta({
      description: 'For colleagues only. `@[name](account id)` speaks to somebody',
    }),
});

const forEverybody = [
  z.object({
    kind: z.literal('text'),
    replyTo,
    text: text.refine((value) => value.trim().length > 0, { message: 'must not be blank' }),
  }),
  z.object({ kind: z.literal('image'), replyTo, fileId: uuid, text: text.optional() }),
  z.object({ kind: z.literal('file'), replyTo, fileId: uuid, text: text.optional() }),
] as const;

/** What a visitor sends: words, or a file that they have uploaded before. */
export const visitorDraft = z.discriminatedUnion('kind', [...forEverybody]).meta({ id: 'VisitorDraft' });

/** What an author sends: the same, or, from within the house, a note. */
export const messageDraft = z.discriminatedUnion('kind', [...forEverybody, note]).meta({ id: 'MessageDraft' });
export type MessageDraft = z.infer<typeof messageDraft>;

/** A stored message. */
export const message = z
  .object({
    id: uuid.meta({ description: 'Made by the author; repeating it stores nothing twice' }),
    conversationId: uuid,
    seq,
    at: timestamp,
    author,
    kind: z.enum(['text', 'image', 'file', 'note', 'recalled']).meta({
      description:
        'Visitors never get a `note`. A `recalled` one has lost text and file; a recalled note stays a `note` without text',
    }),
    text: z.string().nullable(),
    replyTo: seq.min(1).optional().meta({
      description: 'It answers the message of this `seq`; absent if it answers none',
    }),
    file: fileInfo.nullable(),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof message>;

/** The same for the first send and for each repetition of it. */
export const messageReceipt = z
  .object({ id: uuid, conversationId: uuid, seq, at: timestamp })
  .meta({ id: 'MessageReceipt' });
export type MessageReceipt = z.infer<typeof messageReceipt>;
