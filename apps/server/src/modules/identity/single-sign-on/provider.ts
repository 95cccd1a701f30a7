import type { ClientAuth, Configuration, IDToken, UserInfoResponse } from 'openid-client';
import { normalizeEmail } from '../login-names.ts';
import type { ProvidedIdentity, SingleSignOnConfig } from './single-sign-on.ts';

/** What a round trip remembers until the browser comes back. */
export interface RoundTrip {
  readonly verifier: string;
  readonly nonce: string;
  readonly redirectUri: string;
}

export interface Provider {
  /** Where the browser goes. */
  beginUrl(trip: RoundTrip, state: string): Promise<URL>;
  /** Who came back. Throws if any signature, nonce, audience or code is not what it must be. */
  identify(trip: RoundTrip, state: string, callback: URL): Promise<ProvidedIdentity>;
}

/** No answer of the provider is waited for longer. */
const DEADLINE_SECONDS = 10;
const SCOPE = 'openid profile email';

/** An OpenID Connect provider. It is asked about itself at the first sign-in, and again after a failure. */
export function connectProvider(config: SingleSignOnConfig, deadlineSeconds = DEADLINE_SECONDS): Provider {
  let discovered: Promise<Configuration> | undefined;

  function discover(): Promise<Configuration> {
    discovered ??= discoverProvider(config, deadlineSeconds).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  }

  return {
    beginUrl: async ({ verifier, nonce, redirectUri }, state) => {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client');
      return buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },
    identify: async ({ verifier, nonce }, state, callback) => {
      const { authorizationCodeGrant, fetchUserInfo } = await import('openid-client');
      const provider = await discover();
      const tokens = await authorizationCodeGrant(provider, callback, {
        pkceCodeVerifier: verifier,
        expectedNonce: nonce,
        expectedState: state,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('the provider gave no ID token');
      const hasMore = claims['email'] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined;
      const info = hasMore ? await fetchUserInfo(provider, tokens.access_token, claims.sub) : undefined;
      return toIdentity(claims, info);
    },
  };
}

async function discoverProvider(config: SingleSignOnConfig, timeout: number): Promise<Configuration> {
  const { allowInsecureRequests, discovery } = await import('openid-client');
  const issuer = new URL(config.issuer);
  return discovery(issuer, config.clientId, undefined, await clientAuthOf(config), {
    timeout,
    // The configuration lets only this machine be reached without TLS.
    ...(issuer.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}),
  });
}

/** How we prove who we are: in the header, which every provider must know unless it names other ways; else in the body. */
async function clientAuthOf({ clientSecret }: SingleSignOnConfig): Promise<ClientAuth> {
  const { ClientSecretBasic, ClientSecretPost, None } = await import('openid-client');
  if (clientSecret === undefined) return None();
  const [inHeader, inBody] = [ClientSecretBasic(clientSecret), ClientSecretPost(clientSecret)];
  return (server, ...rest) => {
    const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (ways.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest);
  };
}

function toIdentity(claims: IDToken, info: UserInfoResponse | undefined): ProvidedIdentity {
  const all: Record<string, unknown> = { ...info, ...claims };
  const text = (name: string) => (typeof all[name] === 'string' && all[name] !== '' ? (all[name] as string) : null);
  const email = text('email');
  return {
    issuer: claims.iss,
    subject: claims.sub,
    name: text('name') ?? text('nickname'),
    preferredUsername: text('preferred_username'),
    email: email === null ? null : normalizeEmail(email),
    // Only the literal says so; some send texts.
    emailVerified: all['email_verified'] === true,
  };
}
