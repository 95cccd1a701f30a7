import { type OutsideAnswer, type SendCode, type SendResult, sendCodes, textOf } from '@cskefu/plugin-sdk';
import type { Answer } from './ask-endpoint.ts';

/** What an answer of the other system means for the message `id`. Receipts name the ids that the system answers with, or this one if it answers none. */
export const sendResultOf = (asked: Answer, id: string): SendResult => {
  if (asked.kind === 'unreachable') return { ok: false, code: 'provider_down', retry: 'backoff', detail: asked.detail };
  if (asked.kind === 'forbidden') return { ok: false, code: 'invalid_request', retry: 'no', detail: asked.detail };
  if (asked.kind !== 'answer') return { ok: false, code: 'timeout', retry: 'unknown', detail: asked.detail };
  const { answer } = asked;
  if (answer.status >= 200 && answer.status < 300) return { ok: true, externalIds: idsIn(answer, id), state: 'sent' };
  return refusal(answer);
};

/** The same for the question what became of it: 404 is an answer, too. */
export const lookupResultOf = (asked: Answer, id: string): SendResult | 'never_sent' => {
  if (asked.kind === 'answer' && asked.answer.status === 404) return 'never_sent';
  const result = sendResultOf(asked, id);
  // That we could not ask says nothing about the message.
  return result.ok || asked.kind === 'forbidden' ? result : { ...result, retry: 'unknown' };
};

const refusal = (answer: OutsideAnswer): SendResult => {
  const said = jsonIn(answer);
  const detail = typeof said['detail'] === 'string' ? said['detail'] : `${answer.status}`;
  const code = isSendCode(said['code']) ? said['code'] : codeOf(answer.status);
  if (answer.status === 429) return { ok: false, code: 'rate_limited', retry: { afterMs: afterMs(answer) }, detail };
  // It has promised to take the same id only once, so asking again does no harm.
  if (answer.status >= 500 || answer.status === 408) return { ok: false, code, retry: 'backoff', detail };
  return { ok: false, code, retry: 'no', detail };
};

const codes: Readonly<Record<number, SendCode>> = {
  401: 'bad_credentials',
  403: 'bad_credentials',
  404: 'recipient_unreachable',
  410: 'recipient_unreachable',
  413: 'too_long',
  415: 'unsupported',
};

const codeOf = (status: number): SendCode => codes[status] ?? (status >= 500 ? 'provider_down' : 'invalid_request');

const isSendCode = (value: unknown): value is SendCode => (sendCodes as readonly unknown[]).includes(value);

const DEFAULT_AFTER_MS = 5_000;

const afterMs = ({ headers }: OutsideAnswer): number => {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : DEFAULT_AFTER_MS;
};

const idsIn = (answer: OutsideAnswer, id: string): string[] => {
  const { ids, id: one } = jsonIn(answer) as { ids?: unknown; id?: unknown };
  const given = (Array.isArray(ids) ? ids : [one]).filter(
    (value): value is string => typeof value === 'string' && value !== '' && value.length <= 500,
  );
  return given.length > 0 ? [...new Set(given)].slice(0, 50) : [id];
};

const jsonIn = ({ body }: OutsideAnswer): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(textOf(body));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};
