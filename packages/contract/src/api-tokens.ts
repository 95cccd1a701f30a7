import { z } from 'zod';
import { permissions } from './permissions.ts';
import { storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** A key with which a program acts for an account: `Authorization: Bearer csk_…`. */
export const apiToken = z
  .object({
    id: uuid,
    name: z.string(),
    hint: z.string().meta({ description: 'Its first characters, to recognize it by' }),
    permissions: z
      .array(z.enum(permissions))
      .meta({ description: 'As chosen. What counts is what the account itself may do at the moment of use' }),
    createdAt: timestamp,
    expiresAt: timestamp,
    lastUsedAt: timestamp.nullable().meta({ description: 'To the minute' }),
  })
  .meta({ id: 'ApiToken' });
export type ApiToken = z.infer<typeof apiToken>;

export const apiTokenRoutes = {
  list: route({
    method: 'GET',
    path: '/api/me/api-tokens',
    summary: 'My API tokens, expired ones as well',
    access: ['account'],
    scope: 'own',
    response: z.object({ items: z.array(apiToken) }),
  }),
  create: route({
    method: 'POST',
    path: '/api/me/api-tokens',
    summary: 'A new API token with some of my permissions, for a year at most',
    access: ['account'],
    scope: 'own',
    body: z.object({
      name: storableText(60).min(1),
      permissions: z.array(z.enum(permissions)).min(1),
      expiresAt: timestamp,
      password: z.string().max(128).default(''),
    }),
    response: z.object({ token: z.string().meta({ description: 'Shown this once' }), apiToken }),
    errors: ['wrong_credentials', 'sign_in_again', 'forbidden'],
  }),
  revoke: route({
    method: 'DELETE',
    path: '/api/me/api-tokens/:id',
    summary: 'Revoke an API token at once',
    access: ['account'],
    scope: 'own',
    params: z.object({ id: uuid }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found'],
  }),
} as const;
