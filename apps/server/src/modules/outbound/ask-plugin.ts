import { answers, NeverSent } from '@cskefu/plugin-host';
import type { ChannelKinds, RunningKind } from '../channels/index.ts';
import { type CheckedResult, inDoubt } from './send-result.ts';

const DEADLINE_MS = 30_000;

/** What was to be told to the plugin is no message of any size or make that it could be told. */
const PASSES_NEVER: ReadonlySet<string> = new Set(['too_large', 'not_plain']);
const refused = (detail: string): CheckedResult => ({ ok: false, code: 'invalid_request', retry: 'no', detail });

export type Asked = CheckedResult | 'never_sent' | 'not_asked';

interface Question {
  readonly kind: RunningKind;
  readonly act: 'send' | 'lookup' | 'recall';
  readonly given: unknown;
  readonly channel: unknown;
  readonly attempt: number;
}

/**
 * Has a plugin send something, look it up or take it back. Whatever does not come back as a proper answer is in doubt: the message may have
 * gone out before the plugin broke. Only what has certainly not reached it is `not_asked`; its own errors may bear any code.
 */
export async function askPlugin(kinds: ChannelKinds, question: Question): Promise<Asked> {
  const { kind, act, given, channel, attempt } = question;
  try {
    const answer = await kinds.call(kind, act, { given: [given], channel, attempt }, { deadlineMs: DEADLINE_MS });
    const checked = (act === 'lookup' ? answers.lookupResult : answers.sendResult).safeParse(answer);
    if (checked.success) return checked.data;
    kinds.blame(kind, act, 'no result');
    return inDoubt('unknown', 'the plugin answered what is no result');
  } catch (error) {
    const { code = 'unknown', message = '' } = error as { code?: string; message?: string };
    if (error instanceof NeverSent) return PASSES_NEVER.has(code) && act !== 'lookup' ? refused(message) : 'not_asked';
    return inDoubt(code === 'deadline' ? 'timeout' : 'unknown', `${code}: ${message}`);
  }
}
