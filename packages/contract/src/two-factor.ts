import { z } from 'zod';
import { timestamp } from './primitives.ts';
import { route } from './route.ts';

/**
 * Who changes how they sign in says their password again. People who only come by single sign-on have none (`hasPassword`): they
 * leave it empty, and must have signed in within the last ten minutes, else `sign_in_again`.
 */
export const passwordConfirmation = z.string().max(128).default('');

export const twoFactorState = z
  .object({
    enabled: z.boolean(),
    enabledAt: timestamp.nullable(),
    recoveryCodesLeft: z.int(),
    hasPassword: z.boolean(),
  })
  .meta({ id: 'TwoFactorState' });
export type TwoFactorState = z.infer<typeof twoFactorState>;

const recoveryCodes = z.object({
  recoveryCodes: z.array(z.string()).meta({ description: 'Shown this once; each works once' }),
});

const code = z.string().min(1).max(40);

export const twoFactorRoutes = {
  get: route({
    method: 'GET',
    path: '/api/me/two-factor',
    summary: 'Whether my sign-in asks for a second factor',
    access: ['account'],
    scope: 'own',
    response: twoFactorState,
  }),
  begin: route({
    method: 'POST',
    path: '/api/me/two-factor/begin',
    summary: 'A new secret for an authenticator app; nothing changes until it is confirmed with a code',
    access: ['account'],
    scope: 'own',
    body: z.object({ password: passwordConfirmation }),
    response: z.object({
      secret: z.string().meta({ description: 'Base32, to type in' }),
      uri: z.string().meta({ description: 'otpauth:// address, for a QR code' }),
    }),
    errors: ['wrong_credentials', 'sign_in_again', 'conflict'],
  }),
  confirm: route({
    method: 'POST',
    path: '/api/me/two-factor/confirm',
    summary: 'Switch the second factor on with a first code of the app',
    access: ['account'],
    scope: 'own',
    body: z.object({ code }),
    response: recoveryCodes,
    errors: ['wrong_code', 'conflict'],
  }),
  disable: route({
    method: 'POST',
    path: '/api/me/two-factor/disable',
    summary: 'Switch the second factor off; needs a code of the app or a recovery code',
    access: ['account'],
    scope: 'own',
    body: z.object({ password: passwordConfirmation, code }),
    response: twoFactorState,
    errors: ['wrong_credentials', 'sign_in_again', 'wrong_code', 'conflict'],
  }),
  renewRecoveryCodes: route({
    method: 'POST',
    path: '/api/me/two-factor/recovery-codes',
    summary: 'New recovery codes in place of all old ones; needs a code of the app or a recovery code',
    access: ['account'],
    scope: 'own',
    body: z.object({ password: passwordConfirmation, code }),
    response: recoveryCodes,
    errors: ['wrong_credentials', 'sign_in_again', 'wrong_code', 'conflict'],
  }),
} as const;
