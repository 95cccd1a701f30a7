import { createHmac } from 'node:crypto';
import type { OutsideAnswer, PluginContext } from '@cskefu/plugin-sdk';
import type { Settings } from './settings.ts';

/**
 * What the other system answered; or why it did not:
 *   unreachable  nothing was sent
 *   in_doubt     it may have got it
 *   forbidden    the desk does not let us go there
 */
export type Answer =
  | { readonly kind: 'answer'; readonly answer: OutsideAnswer }
  | { readonly kind: 'unreachable' | 'in_doubt' | 'forbidden'; readonly detail: string };

interface Question {
  /** Sent as JSON, signed. */
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  /** Asks what became of the message with this id, instead. */
  readonly lookup?: string;
}

const TIMEOUT_MS = 15_000;

/** A signed request to the system's endpoint. */
export const askEndpoint = async (
  { endpoint, secret }: Settings,
  { http }: Pick<PluginContext, 'http'>,
  { body, idempotencyKey, lookup }: Question,
): Promise<Answer> => {
  const url = new URL(endpoint);
  if (lookup !== undefined) url.searchParams.set('id', lookup);
  const text = body === undefined ? '' : JSON.stringify(body);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  // Without a body the query is what is asked, so it is what is signed.
  const signed = lookup === undefined ? text : lookup;
  const signature = createHmac('sha256', secret).update(`${timestamp}.${signed}`).digest('hex');
  try {
    const answer = await http.fetch({
      url: url.href,
      method: lookup === undefined ? 'POST' : 'GET',
      headers: {
        ...(lookup === undefined ? { 'content-type': 'application/json' } : {}),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        'x-cskefu-timestamp': timestamp,
        'x-cskefu-signature': `sha256=${signature}`,
      },
      ...(lookup === undefined ? { body: text } : {}),
      timeoutMs: TIMEOUT_MS,
    });
    return { kind: 'answer', answer };
  } catch (error) {
    return failure(error as { code?: string; message?: string });
  }
};

const failure = ({ code, message = '' }: { code?: string; message?: string }): Answer => {
  const detail = `${code ?? 'error'}: ${message}`;
  if (code === 'unreachable' || code === 'rate_limited' || code === 'overloaded')
    return { kind: 'unreachable', detail };
  if (code === 'not_allowed' || code === 'forbidden' || code === 'invalid_input') return { kind: 'forbidden', detail };
  return { kind: 'in_doubt', detail };
};
