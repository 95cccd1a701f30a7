import { z } from 'zod';
import { timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** `ready` takes conversations; `away` and `busy` keep what they have and get nothing new; `offline` has no connection. */
export const presenceState = z.enum(['ready', 'away', 'busy', 'offline']);
export type PresenceState = z.infer<typeof presenceState>;

export const presence = z.object({ accountId: uuid, state: presenceState, since: timestamp }).meta({ id: 'Presence' });
export type Presence = z.infer<typeof presence>;

export const agentRoutes = {
  presence: route({
    method: 'GET',
    path: '/api/agents/me/presence',
    summary: 'My presence, the same on all my tabs and devices',
    access: ['conversations:serve'],
    scope: 'own',
    response: presence,
  }),
  setPresence: route({
    method: 'PUT',
    path: '/api/agents/me/presence',
    summary:
      'Become ready, away or busy; ready needs an open realtime connection and takes waiting conversations at once',
    access: ['conversations:serve'],
    scope: 'own',
    body: z.object({ state: z.enum(['ready', 'away', 'busy']) }),
    response: presence,
    errors: ['conflict'],
  }),
} as const;
