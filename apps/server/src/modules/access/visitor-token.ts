import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { VisitorActor } from './actor.ts';

const payload = z.object({ v: z.uuid(), c: z.string().max(32) });

/** Signs and checks the tokens that visitors are known by: `base64url(JSON).base64url(HMAC-SHA-256)`, bound to visitor and channel. */
export interface VisitorTokens {
  issue(visitor: { id: string; channelId: string }): string;
  /** Null unless the token is ours and whole. */
  verify(token: string): VisitorActor | null;
}

export function createVisitorTokens(key: Buffer): VisitorTokens {
  const sign = (body: string) => createHmac('sha256', key).update(body).digest();
  return {
    issue: ({ id, channelId }) => {
      const body = Buffer.from(JSON.stringify({ v: id, c: channelId })).toString('base64url');
      return `${body}.${sign(body).toString('base64url')}`;
    },
    verify: (token) => {
      const [body, signature, more] = token.split('.');
      if (!body || !signature || more !== undefined) return null;
      const given = Buffer.from(signature, 'base64url');
      const wanted = sign(body);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      const content = readContent(body);
      return content && { kind: 'visitor', id: content.v, channelId: content.c };
    },
  };
}

/** Null for what we once signed and no longer understand. */
function readContent(body: string): z.infer<typeof payload> | null {
  try {
    return payload.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
