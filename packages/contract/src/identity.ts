import { z } from 'zod';
import { permissions } from './permissions.ts';
import { locale, orgUnitId, storableText, uuid } from './primitives.ts';
import { roleRef } from './roles.ts';
import { route } from './route.ts';

export const account = z
  .object({
    id: uuid,
    username: z.string(),
    name: z.string(),
    locale,
    orgUnit: z.object({ id: orgUnitId, name: z.string() }),
    roles: z.array(roleRef),
    superAdministrator: z.boolean(),
    administrator: z.boolean().meta({ description: 'Governs their unit and below' }),
    agent: z.boolean().meta({ description: 'Serves conversations' }),
    permissions: z.array(z.enum(permissions)),
    passwordChangeRequired: z.boolean().meta({ description: 'Nothing but changing it works' }),
  })
  .meta({ id: 'Account' });
export type Account = z.infer<typeof account>;

export const identityRoutes = {
  signIn: route({
    method: 'POST',
    path: '/api/auth/sign-in',
    summary: 'Sign in with user name and password; sets the session cookie',
    access: ['public'],
    scope: 'none',
    body: z.object({
      username: z.string().min(1).max(64),
      password: z.string().min(1).max(128),
      remember: z.boolean().default(true),
    }),
    response: account,
    errors: ['wrong_credentials'],
  }),
  signOut: route({
    method: 'POST',
    path: '/api/auth/sign-out',
    summary: 'End this session',
    access: ['public'],
    scope: 'own',
    response: z.object({ ok: z.literal(true) }),
  }),
  changePassword: route({
    method: 'POST',
    path: '/api/auth/change-password',
    summary: 'Choose a new password (at least 8, letters and digits); ends all other sessions',
    access: ['account-any'],
    scope: 'own',
    body: z.object({ currentPassword: z.string().min(1).max(128), newPassword: z.string().max(128) }),
    response: account,
    errors: ['wrong_credentials', 'weak_password'],
  }),
  me: route({
    method: 'GET',
    path: '/api/me',
    summary: 'The signed-in account and what it may do',
    access: ['account-any'],
    scope: 'own',
    response: account,
  }),
  updateMe: route({
    method: 'PATCH',
    path: '/api/me',
    summary: "Change one's own name or language",
    access: ['account'],
    scope: 'own',
    body: z.object({ name: storableText(60).min(1).optional(), locale: locale.optional() }),
    response: account,
  }),
} as const;
