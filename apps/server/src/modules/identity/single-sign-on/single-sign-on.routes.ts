import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { routes, type SingleSignOnFailure } from '@cskefu/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../../platform/errors/index.ts';
import type { RegisterRoute } from '../../access/index.ts';
import { beginSession } from '../begin-session.ts';
import { clientOf } from '../client.ts';
import { consumeChallenge, issueChallenge } from '../guard/challenges.ts';
import { recognizeDevice } from '../guard/known-devices.ts';
import type { IdentityDependencies } from '../identity.ts';
import { challengeForSecondFactor } from '../second-factor/challenge-second-factor.ts';
import { findPerson } from './find-person.ts';
import { connectProvider, type Provider, type RoundTrip } from './provider.ts';
import type { SingleSignOnConfig } from './single-sign-on.ts';

interface Facts extends RoundTrip {
  /** Of the secret in the cookie of the browser that began: nobody finishes in another one. */
  readonly browserHash: string;
  readonly remember: boolean;
}

const COOKIE = 'cskefu.single_sign_on';
const CALLBACK = routes.singleSignOn.callback.path;
const ROUND_TRIP_MS = 10 * 60 * 1_000;
const STRANGERS = { rateLimit: { max: 60, timeWindow: '1 minute' } };

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url');

export function registerSingleSignOnRoutes(register: RegisterRoute, dependencies: IdentityDependencies): void {
  const { singleSignOn } = routes;
  const config = dependencies.singleSignOn;
  if (!config) {
    const refuse = () => Promise.reject(new DomainError('not_found', { detail: 'single sign-on is not set up' }));
    register(singleSignOn.begin, refuse);
    register(singleSignOn.callback, refuse);
    return;
  }
  const provider = connectProvider(config);

  register(
    singleSignOn.begin,
    ({ query, request, reply }) => begin(dependencies, provider, { remember: query.remember === '1', request, reply }),
    STRANGERS,
  );
  register(
    singleSignOn.callback,
    async ({ request, reply }) => {
      reply.header('set-cookie', `${COOKIE}=; Path=${CALLBACK}; HttpOnly; SameSite=Lax; Max-Age=0`);
      return complete(dependencies, config, provider, { request, reply });
    },
    STRANGERS,
  );
}

const leadBack = (reply: FastifyReply, failure: SingleSignOnFailure) =>
  reply.redirect(`/?signInFailed=${failure}`, 302);

async function begin(
  { db, publicUrl, deviceCookies }: IdentityDependencies,
  provider: Provider,
  { remember, request, reply }: { remember: boolean; request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const secret = randomBytes(32).toString('base64url');
  const trip = {
    verifier: randomBytes(32).toString('base64url'),
    nonce: randomBytes(32).toString('base64url'),
    redirectUri: `${publicUrl ?? `${request.protocol}://${request.host}`}${CALLBACK}`,
  };
  const facts: Facts = { ...trip, browserHash: hashOf(secret), remember };
  const expiresAt = new Date(Date.now() + ROUND_TRIP_MS);
  const state = await issueChallenge(db, { purpose: 'single_sign_on', accountId: null, facts, expiresAt });
  try {
    const url = await provider.beginUrl(trip, state);
    reply.header(
      'set-cookie',
      `${COOKIE}=${secret}; Path=${CALLBACK}; HttpOnly; SameSite=Lax; Max-Age=${ROUND_TRIP_MS / 1_000}${deviceCookies.secure ? '; Secure' : ''}`,
    );
    return reply.redirect(url.href, 302);
  } catch (error) {
    request.log.warn({ err: error }, 'the provider of the single sign-on cannot be asked');
    return leadBack(reply, 'provider');
  }
}

async function complete(
  dependencies: IdentityDependencies,
  config: SingleSignOnConfig,
  provider: Provider,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const { db, deviceCookies } = dependencies;
  const query = new URL(request.url, 'http://localhost').searchParams;
  const state = query.get('state') ?? '';
  const begun = await consumeChallenge<Facts>(db, 'single_sign_on', state, new Date());
  if (!begun || !isSameBrowser(request, begun.facts)) return leadBack(reply, 'expired');
  if (query.has('error')) return leadBack(reply, 'refused');
  const callback = new URL(`${begun.facts.redirectUri}?${query}`);
  const identity = await provider.identify(begun.facts, state, callback).catch((error: unknown) => {
    request.log.warn({ err: error }, 'the answer of the single sign-on was refused');
    return null;
  });
  if (!identity) return leadBack(reply, 'provider');
  const person = await findPerson(dependencies, config, identity);
  if ('failure' in person) return leadBack(reply, person.failure);
  const { accountId } = person;
  const { remember } = begun.facts;
  const device = await recognizeDevice(db, deviceCookies, request.headers.cookie, accountId, new Date());
  if (!device?.trusted) {
    const second = await challengeForSecondFactor(db, { accountId, remember });
    // Behind the #, where no server and no referrer sees it.
    if (second) return reply.redirect(`/#challenge=${second.challenge}`, 302);
  }
  const { cookies } = await beginSession(
    dependencies,
    { accountId, method: 'single_sign_on', remember },
    clientOf(request),
  );
  return reply.header('set-cookie', cookies).redirect('/', 302);
}

function isSameBrowser(request: FastifyRequest, facts: Facts): boolean {
  const cookie = request.headers.cookie
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
  return cookie !== undefined && timingSafeEqual(Buffer.from(hashOf(cookie)), Buffer.from(facts.browserHash));
}
