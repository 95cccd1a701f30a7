import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { username } from 'better-auth/plugins/username';
import type { Database } from '../../platform/database/index.ts';
import { normalizeName } from './login-names.ts';
import { sessionPlugin } from './session-plugin.ts';

const SESSION_DAYS = 7;

/**
 * The authentication library, with its four tables under our names. It is called from our routes and never mounted itself, so every
 * door stays one of the contract's.
 */
export function createAuth(options: { db: Database; secret: string; baseUrl: string; secureCookies: boolean }) {
  const timestamps = { createdAt: 'created_at', updatedAt: 'updated_at' } as const;
  return betterAuth({
    appName: 'Cskefu',
    baseURL: options.baseUrl,
    basePath: '/api/auth',
    secret: options.secret,
    database: { db: options.db, type: 'postgres' },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => randomUUID() },
      cookiePrefix: 'cskefu',
      useSecureCookies: options.secureCookies,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      // Our guard checks the origin of every write before the library sees it.
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    plugins: [
      sessionPlugin(),
      username({
        minUsernameLength: 2,
        maxUsernameLength: 64,
        usernameNormalization: normalizeName,
        usernameValidator: (name) => /^[\p{L}\p{N}._-]+$/u.test(name),
        schema: { user: { fields: { displayUsername: 'display_username' } } },
      }),
    ],
    user: {
      modelName: 'accounts',
      fields: { emailVerified: 'email_verified', ...timestamps },
      additionalFields: {
        orgUnitId: { type: 'number', fieldName: 'org_unit_id', required: true, input: false },
      },
    },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'account_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...timestamps,
      },
      expiresIn: SESSION_DAYS * 24 * 60 * 60,
      updateAge: 24 * 60 * 60,
    },
    account: {
      modelName: 'credentials',
      fields: {
        userId: 'account_id',
        providerId: 'provider_id',
        accountId: 'provider_account_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...timestamps,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...timestamps } },
  });
}

export type Auth = ReturnType<typeof createAuth>;
