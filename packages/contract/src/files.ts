import { z } from 'zod';
import { timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

export const fileKind = z.enum(['image', 'file']);

/** A stored file as a message carries it; the bytes come from a signed link. */
export const fileInfo = z
  .object({
    id: uuid,
    kind: fileKind.meta({ description: '`image`: has a thumbnail and may be shown; `file`: is only downloaded' }),
    name: z.string().max(255).meta({ description: 'As its author named it; never a path' }),
    mime: z.string().max(100).meta({ description: 'As sniffed from the bytes' }),
    size: z.int().min(0).meta({ description: 'Bytes' }),
    width: z.int().positive().nullable().meta({ description: 'Pixels, images only' }),
    height: z.int().positive().nullable().meta({ description: 'Pixels, images only' }),
  })
  .meta({ id: 'FileInfo' });
export type FileInfo = z.infer<typeof fileInfo>;

/** Links to one file; both expire at `expiresAt`. */
export const fileLinks = z
  .object({
    id: uuid,
    url: z.string().meta({ description: 'The original; relative to the server' }),
    thumbnailUrl: z.string().nullable().meta({ description: 'At most 640 × 640 pixels; images only' }),
    expiresAt: timestamp,
  })
  .meta({ id: 'FileLinks' });
export type FileLinks = z.infer<typeof fileLinks>;

export const fileRoutes = {
  upload: route({
    method: 'POST',
    path: '/api/files',
    summary: 'Store one file (multipart field `file`); it belongs to its author until a message carries it',
    access: ['visitor', 'conversations:serve'],
    scope: 'own',
    multipart: true,
    response: fileInfo,
    errors: ['too_large', 'unsupported_file', 'blocked', 'refused_by_plugin'],
  }),
  links: route({
    method: 'POST',
    path: '/api/files/links',
    summary: 'Signed, expiring links to files that the caller may see; others are left out of the answer',
    access: ['visitor', 'conversations:read'],
    scope: 'list',
    body: z.object({ ids: z.array(uuid).min(1).max(100) }),
    response: z.object({ items: z.array(fileLinks) }),
  }),
  download: route({
    method: 'GET',
    path: '/files/:id/:variant',
    summary: 'The bytes of a file, by a signed link',
    access: ['public'],
    scope: 'none',
    params: z.object({ id: uuid, variant: z.enum(['original', 'thumbnail']) }),
    query: z.object({ expires: z.coerce.number().int(), signature: z.string().max(100) }),
    response: z.any().meta({ description: 'The bytes' }),
    errors: ['not_found', 'bad_signature'],
  }),
} as const;
