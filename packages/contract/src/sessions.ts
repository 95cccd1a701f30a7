import { z } from 'zod';
import { timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** One browser in which the account is signed in. */
export const signedInSession = z
  .object({
    id: uuid,
    current: z.boolean().meta({ description: 'The one that asks' }),
    device: z.object({
      kind: z.enum(['computer', 'phone', 'tablet', 'unknown']),
      browser: z.string().nullable().meta({ description: 'Such as `Chrome 143`' }),
      system: z.string().nullable().meta({ description: 'Such as `Windows`, `Android`' }),
    }),
    address: z.string().nullable().meta({ description: 'IP address at the sign-in' }),
    createdAt: timestamp,
    lastUsedAt: timestamp.meta({ description: 'To the minute' }),
    expiresAt: timestamp,
  })
  .meta({ id: 'Session' });
export type SignedInSession = z.infer<typeof signedInSession>;

export const sessionRoutes = {
  list: route({
    method: 'GET',
    path: '/api/me/sessions',
    summary: 'Where I am signed in; this browser first, then by last use',
    access: ['account'],
    scope: 'own',
    response: z.object({ items: z.array(signedInSession) }),
  }),
  end: route({
    method: 'DELETE',
    path: '/api/me/sessions/:id',
    summary: 'Sign out another browser (or this one); its open connections end at once',
    access: ['account'],
    scope: 'own',
    params: z.object({ id: uuid }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found'],
  }),
  endOthers: route({
    method: 'POST',
    path: '/api/me/sessions/end-others',
    summary: 'Sign out all browsers but this one',
    access: ['account'],
    scope: 'own',
    response: z.object({ ended: z.int() }),
  }),
} as const;
