import { type Health, jsonOf, type OutboundMessage, type PluginContext, type SendResult } from '@cskefu/plugin-sdk';

const API = 'https://api.example.com';

type Http = PluginContext['http'];

/** Sends a message. The result tells the desk whether, and when, to try again. */
export const sendText = async (message: OutboundMessage, token: string, http: Http): Promise<SendResult> => {
  const text = message.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('\n');
  try {
    const answer = await http.fetch({
      url: `${API}/messages`,
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      // The same for every attempt, so that the provider can tell that it has this message already.
      body: JSON.stringify({ key: message.idempotencyKey, chat: message.thread.id, text }),
    });
    return toResult(answer.status, answer.headers, answer.body);
  } catch (error) {
    return toDoubt(error);
  }
};

const toResult = (status: number, headers: Readonly<Record<string, string>>, body: Uint8Array): SendResult => {
  if (status < 300) return { ok: true, externalIds: [(jsonOf(body) as { id: string }).id], state: 'sent' };
  if (status === 429)
    return { ok: false, code: 'rate_limited', retry: { afterMs: Number(headers['retry-after'] ?? 1) * 1_000 } };
  if (status >= 500) return { ok: false, code: 'provider_down', retry: 'backoff' };
  if (status === 401) return { ok: false, code: 'bad_credentials', retry: 'no' };
  return { ok: false, code: 'content_refused', retry: 'no', detail: `the provider answered ${status}` };
};

/** Nobody was there: it did not arrive. Anything else: it may have arrived. */
const toDoubt = (error: unknown): SendResult =>
  (error as { code?: string }).code === 'unreachable'
    ? { ok: false, code: 'provider_down', retry: 'backoff' }
    : { ok: false, code: 'timeout', retry: 'unknown' };

/** Behind the button "Test" of the form. */
export const checkAccount = async (token: string, http: Http): Promise<Health> => {
  try {
    const { status, body } = await http.fetch({ url: `${API}/me`, headers: { authorization: `Bearer ${token}` } });
    if (status === 200) return { ok: true, account: (jsonOf(body) as { name?: string }).name ?? '' };
    return status === 401
      ? { ok: false, code: 'bad_credentials', detail: 'the provider does not know this token' }
      : { ok: false, code: 'outage', detail: `the provider answered ${status}` };
  } catch {
    return { ok: false, code: 'outage', detail: 'the provider does not answer' };
  }
};
