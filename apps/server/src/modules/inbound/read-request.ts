import type { InboundOutcome } from '@cskefu/contract';
import { answers, NeverSent } from '@cskefu/plugin-host';
import type { InboundEvent } from '@cskefu/plugin-sdk';
import type { ChannelKinds, ChannelRecord, PresentToPlugin, RunningKind } from '../channels/index.ts';
import type { StoredRequest } from './requests.store.ts';

const PARSE_MS = 5_000;

/**
 *   events   what a request says
 *   gone     the plugin is not there, or went away while it was `asked`: it may be the fault of the request then
 *   failed   the plugin cannot read it
 */
export type Reading =
  | { readonly kind: 'events'; readonly events: readonly InboundEvent[] }
  | { readonly kind: 'gone'; readonly asked: boolean; readonly error: string }
  | { readonly kind: 'failed'; readonly error: string };

/** Asks the plugin what a stored request says. */
export async function readRequest(
  { kinds, present }: { readonly kinds: ChannelKinds; readonly present: PresentToPlugin },
  kind: RunningKind,
  channel: ChannelRecord,
  request: StoredRequest,
): Promise<Reading> {
  if (!kind.manifest.can.includes('parse')) return { kind: 'events', events: [] };
  try {
    const args = { given: [request.raw], channel: present(channel) };
    const answer = await kinds.call(kind, 'parse', args, { deadlineMs: PARSE_MS });
    const checked = answers.inboundEvents.safeParse(answer ?? []);
    if (checked.success) return { kind: 'events', events: checked.data };
    const [issue] = checked.error.issues;
    const problem = `not what an event looks like: ${issue?.path.join('.')} ${issue?.message}`;
    kinds.blame(kind, 'parse', problem);
    return { kind: 'failed', error: problem };
  } catch (error) {
    const { code = 'unknown', message = '' } = error as { code?: string; message?: string };
    // What the plugin said itself needs no code before it.
    const said = code === 'thrown' ? message : `${code}: ${message}`;
    if (error instanceof NeverSent) return { kind: 'gone', asked: false, error: said };
    return code === 'gone' || code === 'overloaded'
      ? { kind: 'gone', asked: true, error: said }
      : { kind: 'failed', error: said };
  }
}

/** What belongs together in time: the events of one thread; what speaks of an earlier message comes after all messages. */
export const threadOf = (event: InboundEvent): string =>
  'thread' in event ? `${event.thread.model} ${event.thread.id}` : `after ${event.externalId}`;

export const isAfterwards = (event: InboundEvent): boolean => !('thread' in event);

/** What a request came to, once all of its events are done with. */
export const summaryOf = (
  outcomes: readonly InboundOutcome[],
): { state: 'matched' | 'ignored'; reason: string | null } => {
  if (outcomes.length === 0) return { state: 'ignored', reason: 'no_events' };
  if (outcomes.some(({ outcome }) => outcome !== 'ignored')) return { state: 'matched', reason: null };
  return { state: 'ignored', reason: outcomes[0]?.reason ?? null };
};
