import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HistoryExport } from '@cskefu/contract';
import type { StoredExport } from './exports.store.ts';

const HOUR_MS = 60 * 60 * 1_000;

/** Links to finished files. They count only together with the session of whoever asked for the file. */
export function createExportLinks(key: Buffer) {
  const sign = (id: string, accountId: string, expires: number) =>
    createHmac('sha256', key).update(`${id}/${accountId}/${expires}`).digest('base64url');
  return {
    present: (stored: StoredExport, accountId: string, now: Date): HistoryExport => {
      const expires = Math.min(now.getTime() + HOUR_MS, Date.parse(stored.expiresAt));
      const query = `expires=${expires}&signature=${sign(stored.id, accountId, expires)}`;
      return { ...stored, url: stored.state === 'done' ? `/api/history/exports/${stored.id}/file?${query}` : null };
    },
    isValid: (
      id: string,
      accountId: string,
      { expires, signature }: { expires: number; signature: string },
      now: Date,
    ) => {
      const given = Buffer.from(signature);
      const wanted = Buffer.from(sign(id, accountId, expires));
      return expires > now.getTime() && given.length === wanted.length && timingSafeEqual(given, wanted);
    },
  };
}
