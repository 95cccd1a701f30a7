import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FileInfo, FileLinks } from '@cskefu/contract';

export type FileVariant = 'original' | 'thumbnail';

/** Signed links: whoever holds one may fetch these bytes until it expires. */
export interface FileLinkSigner {
  linksTo(file: Pick<FileInfo, 'id' | 'kind'>, now: Date): FileLinks;
  /** For somebody outside who may read it much later. */
  linkUntil(file: Pick<FileInfo, 'id'>, expiresAt: Date): string;
  isValid(link: { id: string; variant: FileVariant; expires: number; signature: string }, now: Date): boolean;
}

const HOUR_MS = 60 * 60 * 1_000;

export function createFileLinkSigner(key: Buffer): FileLinkSigner {
  const sign = (id: string, variant: FileVariant, expires: number) =>
    createHmac('sha256', key).update(`${id}/${variant}/${expires}`).digest('base64url');
  const urlOf = (id: string, variant: FileVariant, expires: number) =>
    `/files/${id}/${variant}?expires=${expires}&signature=${sign(id, variant, expires)}`;
  return {
    linksTo: ({ id, kind }, now) => {
      // The same link for an hour, so that browsers can cache what is behind it.
      const expires = (Math.floor(now.getTime() / HOUR_MS) + 2) * HOUR_MS;
      return {
        id,
        url: urlOf(id, 'original', expires),
        thumbnailUrl: kind === 'image' ? urlOf(id, 'thumbnail', expires) : null,
        expiresAt: new Date(expires).toISOString(),
      };
    },
    linkUntil: ({ id }, expiresAt) => urlOf(id, 'original', expiresAt.getTime()),
    isValid: ({ id, variant, expires, signature }, now) => {
      const given = Buffer.from(signature);
      const wanted = Buffer.from(sign(id, variant, expires));
      return expires > now.getTime() && given.length === wanted.length && timingSafeEqual(given, wanted);
    },
  };
}
