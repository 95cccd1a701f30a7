import { z } from 'zod';
import { permissions } from './permissions.ts';
import { locale, orgUnitId, storableText, timestamp, uuid } from './primitives.ts';
import { roleRef } from './roles.ts';
import { route } from './route.ts';

/** What a person chose to be told, and how. */
export const notificationPreferences = z
  .object({
    sound: z.boolean(),
    desktop: z.boolean(),
    emailDigest: z.boolean().meta({ description: 'Kept; no digest is sent yet' }),
  })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.infer<typeof notificationPreferences>;

export const account = z
  .object({
    id: uuid,
    username: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    mobile: z.string().nullable().meta({ description: 'Digits, with a leading + if it was given with one' }),
    avatarUrl: z.string().nullable().meta({ description: 'Relative to the server; changes with the picture' }),
    locale,
    notifications: notificationPreferences,
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

/** The first step of a sign-in was right; a code must follow. No session yet. */
export const secondFactorChallenge = z
  .object({
    challenge: z.string().meta({ description: 'Goes to POST /api/auth/second-factor together with the code' }),
    expiresAt: timestamp,
  })
  .meta({ id: 'SecondFactorChallenge' });
export type SecondFactorChallenge = z.infer<typeof secondFactorChallenge>;

const password = z.string().max(128);
const done = z.object({ ok: z.literal(true) });

export const identityRoutes = {
  signInMethods: route({
    method: 'GET',
    path: '/api/auth/methods',
    summary: 'What the sign-in page offers beside the password',
    access: ['public'],
    scope: 'none',
    response: z.object({
      passkeys: z.boolean(),
      singleSignOn: z.object({ name: z.string() }).nullable().meta({
        description: 'Name on the button that leads to GET /api/auth/single-sign-on; null: not set up',
      }),
    }),
  }),
  signIn: route({
    method: 'POST',
    path: '/api/auth/sign-in',
    summary: 'Sign in with a password; sets the session cookie, or asks for the second factor',
    access: ['public'],
    scope: 'none',
    body: z
      .object({
        login: storableText(254).min(1).optional().meta({ description: 'User name, e-mail or mobile number' }),
        username: storableText(254).min(1).optional().meta({ description: 'Older name of `login`' }),
        password: password.min(1),
        remember: z.boolean().default(true).meta({ description: 'Stay signed in when the browser is closed' }),
      })
      .refine((body) => body.login !== undefined || body.username !== undefined, { path: ['login'] }),
    response: z.union([account, secondFactorChallenge]),
    errors: ['wrong_credentials'],
  }),
  secondFactor: route({
    method: 'POST',
    path: '/api/auth/second-factor',
    summary: 'Second step of a sign-in, with a code of the app or a recovery code; sets the session cookie',
    access: ['public'],
    scope: 'none',
    body: z.object({
      challenge: z.string().min(1).max(200),
      code: z.string().min(1).max(40),
      trustDevice: z.boolean().default(false).meta({ description: 'Ask no code in this browser for 30 days' }),
    }),
    response: account,
    errors: ['wrong_code', 'challenge_expired'],
  }),
  signOut: route({
    method: 'POST',
    path: '/api/auth/sign-out',
    summary: 'End this session',
    access: ['public'],
    scope: 'none',
    response: done,
  }),
  changePassword: route({
    method: 'POST',
    path: '/api/auth/change-password',
    summary: 'Choose a new password (at least 8, letters and digits); ends all other sessions',
    access: ['account-any'],
    scope: 'own',
    body: z.object({ currentPassword: password.min(1), newPassword: password }),
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
    summary: "Change one's own profile; what is absent stays. `taken` names the field in `issues`",
    access: ['account'],
    scope: 'own',
    body: z.object({
      name: storableText(60).min(1).optional(),
      locale: locale.optional(),
      email: storableText(254).nullable().optional().meta({ description: 'null or empty: none' }),
      mobile: storableText(40).nullable().optional().meta({ description: 'null or empty: none' }),
      notifications: notificationPreferences.partial().optional(),
    }),
    response: account,
    errors: ['taken'],
  }),
  putAvatar: route({
    method: 'PUT',
    path: '/api/me/avatar',
    summary: "Set one's picture (multipart field `file`, at most 2 MB); it is cut to 256 × 256 pixels",
    access: ['account'],
    scope: 'own',
    multipart: true,
    response: account,
    errors: ['too_large', 'unsupported_file'],
  }),
  deleteAvatar: route({
    method: 'DELETE',
    path: '/api/me/avatar',
    summary: "Remove one's picture",
    access: ['account'],
    scope: 'own',
    response: account,
  }),
  avatar: route({
    method: 'GET',
    path: '/avatars/:accountId/:hash',
    summary: 'A picture of somebody who serves visitors, by the address in `avatarUrl`; may be cached for ever',
    access: ['public'],
    scope: 'none',
    params: z.object({ accountId: uuid, hash: z.string().regex(/^[0-9a-f]{32}$/) }),
    response: z.any().meta({ description: 'The bytes, WebP' }),
    errors: ['not_found'],
  }),
} as const;
