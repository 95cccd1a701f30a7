import type { Health } from '@cskefu/plugin-sdk';
import type { Answer } from './ask-endpoint.ts';

/** What the answer to a ping says: whether the other system is there and takes our signature. */
export const healthOf = (asked: Answer): Health => {
  if (asked.kind === 'forbidden') return { ok: false, code: 'misconfigured', detail: asked.detail };
  if (asked.kind !== 'answer') return { ok: false, code: 'outage', detail: asked.detail };
  const { status } = asked.answer;
  if (status >= 200 && status < 300) return { ok: true };
  const detail = `${status}`;
  if (status === 401 || status === 403) return { ok: false, code: 'bad_credentials', detail };
  return { ok: false, code: status >= 500 ? 'outage' : 'misconfigured', detail };
};
