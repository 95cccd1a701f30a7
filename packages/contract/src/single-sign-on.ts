import { z } from 'zod';
import { route } from './route.ts';

/**
 * How a single sign-on may fail. The callback is a page of its own: it leads back to `/?signInFailed=CODE`, or, when the account has
 * a second factor, to `/#challenge=CHALLENGE`, which the sign-in page takes to POST /api/auth/second-factor.
 */
export const singleSignOnFailures = [
  /** Not begun in this browser, too old, or used before: try again. */
  'expired',
  /** The provider cannot be reached or answered something that cannot be trusted. */
  'provider',
  /** The person said no at the provider, or the provider did. */
  'refused',
  /** An account has this address, but the provider does not vouch for it, or the account may not be linked. */
  'not_linked',
  /** Nobody has this identity and new people are not let in. */
  'no_account',
  /** The account is switched off. */
  'disabled',
] as const;
export type SingleSignOnFailure = (typeof singleSignOnFailures)[number];

export const singleSignOnRoutes = {
  begin: route({
    method: 'GET',
    path: '/api/auth/single-sign-on',
    summary: 'Leads the browser to the sign-in of the provider',
    access: ['public'],
    scope: 'none',
    query: z.object({ remember: z.enum(['0', '1']).default('1') }),
    response: z.any().meta({ description: 'A redirect' }),
    errors: ['not_found'],
  }),
  callback: route({
    method: 'GET',
    path: '/api/auth/single-sign-on/callback',
    summary: 'Where the provider leads the browser back to; sets the session cookie and leads on to the console',
    access: ['public'],
    scope: 'none',
    query: z.record(z.string(), z.any()),
    response: z.any().meta({ description: 'A redirect' }),
    errors: ['not_found'],
  }),
} as const;
