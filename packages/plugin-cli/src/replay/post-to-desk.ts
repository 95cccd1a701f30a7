import type { ChannelManifest } from '@cskefu/plugin-sdk';
import { Failure } from '../cli/failure.ts';
import { bodyOf, type Fixture } from './fixture.ts';
import { sign } from './sign.ts';

interface Target {
  /** Address of the channel: `https://desk.example.com/c/shop`. */
  readonly url: string;
  readonly rule: ChannelManifest['signature'];
  readonly secret: string | undefined;
}

const ANSWER_MS = 10_000;
const MAX_WORDS = 200;
/** What belongs to one connection and not to the request. */
const HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'accept-encoding']);

/** Sends a recorded request as the provider would. Answers the status, and what the desk says to it. @throws {Failure} if the desk does not answer */
export const postToDesk = async (
  fixture: Fixture,
  { url, rule, secret }: Target,
): Promise<{ readonly status: number; readonly words: string }> => {
  const { method, path, query, headers } = fixture.request;
  const target = new URL(`${url}${path === '/' ? '' : path}`);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  const body = bodyOf(fixture);
  const sent = Object.entries(sign(headers, body, rule, secret)).filter(([name]) => !HOP.has(name));
  const response = await fetch(target, {
    method,
    headers: Object.fromEntries(sent),
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }),
    signal: AbortSignal.timeout(ANSWER_MS),
  }).catch((error: unknown) => {
    throw new Failure(
      `${url} does not answer: ${(error as Error).message}`,
      'Is the desk running, and is that its address?',
    );
  });
  return { status: response.status, words: (await response.text()).trim().slice(0, MAX_WORDS) };
};
