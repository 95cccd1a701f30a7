import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { EgressError } from './egress-error.ts';
import { createGuardedAgent, createOpenAgents, type Resolve } from './guarded-agents.ts';
import { isPublicAddress } from './public-address.ts';

export interface OutsideRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
}

export interface OutsideOptions {
  /** Whether whoever asks may speak with this host; asked for each redirect as well. */
  readonly mayReach: (url: URL) => boolean;
  /** Ends everything: the deadline, and whoever does not wait any more. */
  readonly signal: AbortSignal;
}

/** Opens one request to the outside and resolves with its answer, which must be read or destroyed. Rejects with an `EgressError`. */
export type OpenOutside = (request: OutsideRequest, options: OutsideOptions) => Promise<IncomingMessage>;

export interface EgressSettings {
  /** `host:port`; these may be private and without TLS. */
  readonly privateHosts: readonly string[];
  /** Instead of the name servers, in tests. */
  readonly resolve?: Resolve;
}

const MAX_REDIRECTS = 3;
/** What a redirect to another host takes along: nothing that could be a secret. */
const HARMLESS = new Set(['accept', 'accept-language', 'content-type', 'user-agent']);

export const createOpenOutside = ({ privateHosts, resolve }: EgressSettings): OpenOutside => {
  const named = new Set(privateHosts);
  const guarded = createGuardedAgent(resolve);
  const open = createOpenAgents();

  const agentFor = (url: URL): Agent => {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new EgressError('not_allowed', 'only https');
    if (named.has(hostAndPort(url))) return open[url.protocol];
    if (url.protocol !== 'https:') throw new EgressError('not_allowed', `only https to ${url.hostname}`);
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isPublicAddress(literal))
      throw new EgressError('not_allowed', `${literal} is not in the public internet`);
    return guarded;
  };

  const openChecked = (request: OutsideRequest, { mayReach, signal }: OutsideOptions) => {
    if (!mayReach(request.url)) throw new EgressError('not_allowed', `${request.url.host} is not among its hosts`);
    return send(request, agentFor(request.url), signal);
  };

  return async (request, options) => {
    let current = request;
    for (let redirects = 0; ; redirects += 1) {
      const answer = await openChecked(current, options);
      const target = redirectOf(answer);
      if (target === null) return answer;
      answer.destroy();
      if (redirects >= MAX_REDIRECTS) throw new EgressError('bad_redirect', `more than ${MAX_REDIRECTS} redirects`);
      current = redirected(current, answer.statusCode ?? 0, target);
    }
  };
};

export const hostAndPort = (url: URL): string =>
  `${url.hostname.replace(/\.$/, '')}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`;

const redirectOf = ({ statusCode = 0, headers: { location } }: IncomingMessage): string | null =>
  [301, 302, 303, 307, 308].includes(statusCode) && location !== undefined ? location : null;

const redirected = (request: OutsideRequest, status: number, target: string): OutsideRequest => {
  if (!URL.canParse(target, request.url)) throw new EgressError('bad_redirect', 'it leads nowhere');
  const url = new URL(target, request.url);
  const headers =
    url.origin === request.url.origin
      ? request.headers
      : Object.fromEntries(Object.entries(request.headers).filter(([name]) => HARMLESS.has(name.toLowerCase())));
  const keepsBody = status === 307 || status === 308 || request.method === 'HEAD';
  return keepsBody ? { ...request, url, headers } : { url, method: 'GET', headers };
};

const send = ({ url, method, headers, body }: OutsideRequest, agent: Agent, signal: AbortSignal) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    let connected = false;
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { method, headers, agent, signal });
    request.on('socket', (socket) => {
      const onConnected = () => {
        connected = true;
      };
      if (socket.connecting) socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', onConnected);
      else onConnected();
    });
    request.on('response', resolve);
    // Kept for the whole answer: what breaks later is told by the stream.
    request.on('error', (error) => reject(explain(error, connected, signal)));
    request.end(body);
  });

/** What the plugin may be told: never addresses of the house. */
export const explain = (error: Error, connected: boolean, signal: AbortSignal): EgressError => {
  if (error instanceof EgressError) return error;
  if (signal.aborted) return new EgressError('timeout', 'no answer in time');
  const { code = error.name } = error as NodeJS.ErrnoException;
  return connected ? new EgressError('interrupted', code) : new EgressError('unreachable', code);
};
