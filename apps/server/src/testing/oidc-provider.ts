import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface Person {
  readonly name?: string;
  readonly preferred_username?: string;
  readonly email?: string;
  readonly email_verified?: boolean;
}

/** A real OpenID Connect provider, with a sign-in page that believes whoever says who they are. */
export interface TestProvider {
  readonly issuer: string;
  /** By their id. */
  readonly people: Map<string, Person>;
  /** Who sits in front of it next. */
  signInAs(subject: string | null): void;
  /** Lets a desk use it. */
  admit(deskUrl: string): void;
  stop(): Promise<void>;
}

export const CLIENT = { id: 'desk', secret: 'a secret between the two of us' };

export async function startProvider(): Promise<TestProvider> {
  const people = new Map<string, Person>();
  let subject: string | null = null;
  let answer: (request: IncomingMessage, response: ServerResponse) => void = (_request, response) => {
    response.writeHead(503).end();
  };
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function admit(deskUrl: string): void {
    const provider = createProvider(issuer, deskUrl, people);
    const callback = provider.callback();
    answer = (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return void callback(request, response);
      const result = subject
        ? { login: { accountId: subject } }
        : { error: 'access_denied', error_description: 'said no' };
      void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    };
  }

  return {
    issuer,
    people,
    signInAs: (next) => {
      subject = next;
    },
    admit,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createProvider(issuer: string, deskUrl: string, people: Map<string, Person>): Provider {
  return new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${deskUrl}/api/auth/single-sign-on/callback`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    cookies: { keys: ['for tests'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    pkce: { required: () => true },
    findAccount: (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...people.get(id) }) }),
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
}
