import type { Retry, SendCode, SendResult } from './channel.ts';
import type { OutsideAnswer } from './http.ts';

/**
 * What it means for a message that the provider did not answer 2xx, as far as HTTP tells: 429 `rate_limited` with the time that it named, 5xx
 * `provider_down`, 401 `bad_credentials`. For the rest `code`, not to be tried again.
 */
export const refusalOf = ({ status, headers }: OutsideAnswer, code: SendCode = 'content_refused'): SendResult => {
  const detail = `the provider answered ${status}`;
  const failed = (why: SendCode, retry: Retry): SendResult => ({ ok: false, code: why, retry, detail });
  if (status === 429) return failed('rate_limited', { afterMs: retryAfterMs(headers['retry-after']) });
  if (status >= 500) return failed('provider_down', 'backoff');
  return failed(status === 401 ? 'bad_credentials' : code, 'no');
};

const SOON_MS = 1_000;

/** The header holds seconds, or a date. */
const retryAfterMs = (header: string | undefined): number => {
  const given = Number(header) * 1_000 || Date.parse(header ?? '') - Date.now();
  return given > 0 ? Math.ceil(given) : SOON_MS;
};

/** What an error of `http.fetch` means for a message: nothing was sent if nobody was there (`unreachable`), else it may have arrived. */
export const doubtOf = (error: unknown): SendResult => {
  const { code, message } = error as { code?: string; message?: string };
  const detail = message ?? String(error);
  if (code === 'unreachable') return { ok: false, code: 'provider_down', retry: 'backoff', detail };
  if (code === 'not_allowed' || code === 'forbidden')
    return { ok: false, code: 'invalid_request', retry: 'no', detail };
  return { ok: false, code: 'timeout', retry: 'unknown', detail };
};
