import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Whom a link brings back, and until when (seconds). */
const content = z.object({ v: z.uuid(), m: z.string().max(20), e: z.int() });

/**
 * Links by which a letter leads back to the chat. Good for this alone, with a key of their own, for a while, and only as long as the letter's address is
 * still the one that answers go to. Decision 0054 tells what a link that falls into wrong hands can do.
 */
export interface ChatLinks {
  issue(visitorId: string, email: string, now: Date): string;
  /** Null unless it is ours, whole and not expired. `isFor` says whether it was sent to this address. */
  read(link: string, now: Date): { visitorId: string; isFor: (email: string) => boolean } | null;
}

const VALID_MS = 14 * 24 * 60 * 60 * 1_000;

export function createChatLinks(key: Buffer): ChatLinks {
  const sign = (body: string) => createHmac('sha256', key).update(`chat link ${body}`).digest();
  const markOf = (email: string) =>
    createHmac('sha256', key).update(`address ${email.toLowerCase()}`).digest('base64url').slice(0, 16);
  return {
    issue: (visitorId, email, now) => {
      const e = Math.floor((now.getTime() + VALID_MS) / 1_000);
      const body = Buffer.from(JSON.stringify({ v: visitorId, m: markOf(email), e })).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },
    read: (link, now) => {
      const [body, signature, more] = link.split('.');
      if (!body || !signature || more !== undefined) return null;
      const given = Buffer.from(signature, 'base64url');
      const wanted = sign(body);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      const { v, m, e } = content.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
      return e * 1_000 > now.getTime() ? { visitorId: v, isFor: (email) => markOf(email) === m } : null;
    },
  };
}
