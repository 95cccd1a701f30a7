import { z } from 'zod';
import { storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** `ready` takes conversations; `away` and `busy` keep what they have and get nothing new; `offline` has no connection. */
export const presenceState = z.enum(['ready', 'away', 'busy', 'offline']);
export type PresenceState = z.infer<typeof presenceState>;

/** Short words for why somebody is away or busy: lunch, meeting. */
const presenceReason = storableText(60).trim().min(1);

export const presence = z
  .object({
    accountId: uuid,
    state: presenceState,
    since: timestamp,
    reason: z.string().nullable().meta({ description: 'Why away or busy, if it was said' }),
    forcedBy: z
      .object({ id: uuid, name: z.string() })
      .nullable()
      .meta({ description: 'The supervisor who wanted it so; null once the agent chooses again' }),
  })
  .meta({ id: 'Presence' });
export type Presence = z.infer<typeof presence>;

const chosenState = z.enum(['ready', 'away', 'busy']);

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
    body: z.object({
      state: chosenState,
      reason: presenceReason.nullable().optional().meta({ description: 'Of away or busy' }),
    }),
    response: presence,
    errors: ['conflict'],
  }),
  forcePresence: route({
    method: 'POST',
    path: '/api/agents/:id/presence',
    summary:
      'A supervisor makes an agent ready, away or busy and says why; one who is offline will be so on coming back',
    access: ['supervision:write'],
    scope: { item: 'account', param: 'id' },
    params: z.object({ id: uuid }),
    body: z.object({ state: chosenState, reason: presenceReason }),
    response: presence,
    errors: ['not_found', 'conflict'],
  }),
} as const;
