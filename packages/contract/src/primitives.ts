import { z } from 'zod';

/** An id made by its author: any UUID; version 7 keeps indexes compact. Capitals are taken as small letters. */
export const uuid = z.uuid().toLowerCase().meta({ description: 'UUID; version 7 preferred' });

/** Id of a channel, as it stands in the script tag of a site: 1–32 letters, digits, `-`, `_`. */
export const channelId = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/);

/** Id of an org unit: a positive integer. */
export const orgUnitId = z.int().positive();

/** A moment: ISO 8601, UTC, milliseconds. */
export const timestamp = z.iso.datetime();

/** Largest `integer` of PostgreSQL. */
export const MAX_INTEGER = 2_147_483_647;

/** Position in a conversation's stream of events: 1, 2, 3 … without gaps; 0 is "before the first". */
export const seq = z.int().min(0).max(MAX_INTEGER);

/** Text that PostgreSQL can store: no U+0000, and half of a character (a lone surrogate) becomes U+FFFD. */
export const storableText = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\u0000'), { message: 'must not contain U+0000' })
    .overwrite((text) => text.toWellFormed());

/** Name of a time zone: Asia/Shanghai. */
export const timeZone = z
  .string()
  .max(64)
  .refine((name) => /^[A-Za-z0-9_+\-/]+$/.test(name) && isTimeZone(name), { message: 'is not a time zone' });

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** Language of the interface. */
export const locale = z.enum(['zh-CN', 'en']);
export type Locale = z.infer<typeof locale>;

/** Opaque cursor of a paged list, as given by `nextCursor`. */
export const cursor = storableText(200);

/** A page of a list: `nextCursor` is null on the last one. */
export const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: cursor.nullable() });
