import { z } from 'zod';
import { account } from './identity.ts';
import { storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';
import { passwordConfirmation } from './two-factor.ts';

export const passkey = z
  .object({
    id: uuid,
    name: z.string(),
    synced: z.boolean().meta({ description: 'Kept by a password manager, on more than one device' }),
    createdAt: timestamp,
    lastUsedAt: timestamp.nullable(),
  })
  .meta({ id: 'Passkey' });
export type Passkey = z.infer<typeof passkey>;

const name = storableText(60).min(1);
const byId = z.object({ id: uuid });
const forBrowser = (what: string) =>
  z.record(z.string(), z.any()).meta({ description: `${what}, in the JSON form of the Web Authentication standard` });

export const passkeyRoutes = {
  list: route({
    method: 'GET',
    path: '/api/me/passkeys',
    summary: 'My passkeys',
    access: ['account'],
    scope: 'own',
    response: z.object({ items: z.array(passkey) }),
  }),
  begin: route({
    method: 'POST',
    path: '/api/me/passkeys/begin',
    summary: 'Options for `navigator.credentials.create`; valid for five minutes',
    access: ['account'],
    scope: 'own',
    body: z.object({ password: passwordConfirmation }),
    response: z.object({ options: forBrowser('PublicKeyCredentialCreationOptions') }),
    errors: ['wrong_credentials', 'sign_in_again'],
  }),
  add: route({
    method: 'POST',
    path: '/api/me/passkeys',
    summary: 'Keep the passkey that the browser has made',
    access: ['account'],
    scope: 'own',
    body: z.object({ name, credential: forBrowser('RegistrationResponse') }),
    response: passkey,
    errors: ['challenge_expired', 'bad_signature', 'taken'],
  }),
  rename: route({
    method: 'PATCH',
    path: '/api/me/passkeys/:id',
    summary: 'Rename a passkey',
    access: ['account'],
    scope: 'own',
    params: byId,
    body: z.object({ name }),
    response: passkey,
    errors: ['not_found'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/me/passkeys/:id',
    summary: 'Remove a passkey',
    access: ['account'],
    scope: 'own',
    params: byId,
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found'],
  }),
  beginSignIn: route({
    method: 'POST',
    path: '/api/auth/passkey/begin',
    summary: 'Options for `navigator.credentials.get`; valid for five minutes',
    access: ['public'],
    scope: 'none',
    response: z.object({ options: forBrowser('PublicKeyCredentialRequestOptions') }),
  }),
  signIn: route({
    method: 'POST',
    path: '/api/auth/passkey',
    summary: 'Sign in with a passkey; sets the session cookie. It counts as both factors',
    access: ['public'],
    scope: 'none',
    body: z.object({ credential: forBrowser('AuthenticationResponse'), remember: z.boolean().default(true) }),
    response: account,
    errors: ['challenge_expired', 'wrong_credentials'],
  }),
} as const;
