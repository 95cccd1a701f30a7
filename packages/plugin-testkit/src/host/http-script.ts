import { CallError } from '@cskefu/plugin-host';
import type { OutgoingRequest, OutsideAnswer } from '@cskefu/plugin-sdk';

/** What the world outside answers. An object as body is sent as JSON. */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | object;
}

/** `timeout`: no answer in time. `interrupted`: the connection broke. `unreachable`: nobody was there, so nothing was sent. */
export type ScriptedOutcome = ScriptedAnswer | 'timeout' | 'interrupted' | 'unreachable';

export type HttpScript = (request: OutgoingRequest) => ScriptedOutcome | Promise<ScriptedOutcome>;

/** Asks a real server in the place of every host: `http: forwardTo('http://127.0.0.1:3999')`. */
export const forwardTo =
  (origin: string): HttpScript =>
  async (request) => {
    const { pathname, search } = new URL(request.url);
    const answer = await fetch(new URL(pathname + search, origin), {
      method: request.method ?? 'GET',
      ...(request.headers ? { headers: request.headers } : {}),
      ...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
      signal: AbortSignal.timeout(request.timeoutMs ?? 10_000),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: new Uint8Array(await answer.arrayBuffer()),
    };
  };

/** @throws {CallError} timeout, interrupted, unreachable: as the desk does */
export const toOutsideAnswer = (outcome: ScriptedOutcome): OutsideAnswer => {
  if (typeof outcome === 'string') throw new CallError(outcome, `no answer: ${outcome}`);
  const isBytes = outcome.body instanceof Uint8Array;
  const isJson = typeof outcome.body === 'object' && !isBytes;
  return {
    status: outcome.status ?? 200,
    headers: lowerCase({ ...(isJson ? { 'content-type': 'application/json' } : {}), ...outcome.headers }),
    body: bytesOf(outcome.body),
  };
};

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const bytesOf = (body: ScriptedAnswer['body']): Uint8Array => {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body));
};
