import type { InboundOutcome } from '@cskefu/contract';
import type { InboundEvent } from '@cskefu/plugin-sdk';
import type { ChannelKinds, ChannelRecord, PresentToPlugin, RunningKind } from '../channels/index.ts';
import { type EventParts, matchEvent } from './match-event.ts';
import { isAfterwards, type Reading, readRequest, summaryOf, threadOf } from './read-request.ts';
import type { Settlement, StoredRequest } from './requests.store.ts';

export interface ReadingParts extends EventParts {
  readonly kinds: ChannelKinds;
  readonly present: PresentToPlugin;
  /** Wait before a request that failed is read again, in milliseconds, by how often it has. */
  readonly retryMs?: readonly number[];
}

export interface BatchResult {
  readonly settlements: readonly Settlement[];
  /** Why the channel should rest for a while: its plugin is gone, or the desk takes nothing now. */
  readonly trouble: string | null;
}

const RETRY_MS = [5, 30, 120, 600, 3_600, 14_400].map((seconds) => seconds * 1_000);
/** A request that takes its plugin down with it each time is put aside after so many. */
const MAX_DEATHS = 3;
/** What the desk cannot take so often is put aside, so that others pass. */
const MAX_REFUSALS = 20;

interface Job {
  readonly request: StoredRequest;
  readonly event: InboundEvent;
  readonly at: number;
}

/** Reads requests of one channel and puts what they hold where it belongs, each thread in its order. */
export async function readBatch(
  parts: ReadingParts,
  kind: RunningKind,
  channel: ChannelRecord,
  requests: readonly StoredRequest[],
): Promise<BatchResult> {
  const retryMs = parts.retryMs ?? RETRY_MS;
  const readings = await Promise.all(requests.map((request) => readRequest(parts, kind, channel, request)));
  const gone = readings.findIndex((reading) => reading.kind === 'gone');
  // From there on nothing is taken: order is kept, and what is not read waits.
  const readable = gone < 0 ? requests : requests.slice(0, gone);
  const outcomes = await matchAll(parts, channel, readable, readings);
  const settlements = readable.map((request, at) =>
    settlementOf(request, readings[at] as Reading, outcomes.get(request.id), retryMs),
  );
  if (gone < 0) return { settlements, trouble: outcomes.trouble };
  const { asked, error } = readings[gone] as Extract<Reading, { kind: 'gone' }>;
  const culprit = asked && requests.length === 1 ? requests[0] : undefined;
  return { settlements: [...settlements, ...(culprit ? [died(culprit, error, retryMs)] : [])], trouble: error };
}

type Outcomes = { readonly get: (id: string) => Done | undefined; readonly trouble: string | null };
type Done = { readonly outcomes: readonly InboundOutcome[]; readonly error: string | null };

async function matchAll(
  parts: ReadingParts,
  channel: ChannelRecord,
  requests: readonly StoredRequest[],
  readings: readonly Reading[],
): Promise<Outcomes> {
  const outcomes = new Map<string, (InboundOutcome | undefined)[]>();
  const errors = new Map<string, string>();
  const threads = new Map<string, Job[]>();
  for (const [index, request] of requests.entries()) {
    const reading = readings[index] as Reading;
    if (reading.kind !== 'events') continue;
    outcomes.set(request.id, Array.from({ length: reading.events.length }));
    for (const [at, event] of reading.events.entries()) {
      const thread = threadOf(event);
      threads.set(thread, [...(threads.get(thread) ?? []), { request, event, at }]);
    }
  }

  /** Whatever cannot be taken now keeps what comes after it in its thread waiting. */
  const follow = async (jobs: readonly Job[]) => {
    for (const { request, event, at } of jobs) {
      try {
        (outcomes.get(request.id) as (InboundOutcome | undefined)[])[at] = await matchEvent(parts, channel, event);
      } catch (error) {
        for (const left of jobs.slice(jobs.findIndex((job) => job.request === request && job.at === at)))
          errors.set(left.request.id, String(error));
        return;
      }
    }
  };

  const all = [...threads.values()];
  const isLate = ([job]: readonly Job[]) => job !== undefined && isAfterwards(job.event);
  await Promise.all(all.filter((jobs) => !isLate(jobs)).map(follow));
  await Promise.all(all.filter(isLate).map(follow));
  return {
    trouble: [...errors.values()][0] ?? null,
    get: (id) => {
      const found = outcomes.get(id);
      return found && { outcomes: found.filter((outcome) => outcome !== undefined), error: errors.get(id) ?? null };
    },
  };
}

const settlementOf = (
  request: StoredRequest,
  reading: Reading,
  done: Done | undefined,
  retryMs: readonly number[],
): Settlement => {
  if (reading.kind !== 'events') return failed(request, reading.error, retryMs);
  const outcomes = done?.outcomes ?? [];
  if (done?.error == null) {
    const { state, reason } = summaryOf(outcomes);
    return {
      id: request.id,
      state,
      reason,
      error: null,
      attempts: request.attempts + 1,
      nextAttemptAt: null,
      outcomes,
    };
  }
  if (request.attempts + 1 >= MAX_REFUSALS) return failed(request, done.error, retryMs);
  return {
    id: request.id,
    state: 'parsed',
    reason: null,
    error: done.error,
    attempts: request.attempts + 1,
    nextAttemptAt: new Date(),
    outcomes,
  };
};

/** Tried again a few times, then left for somebody to replay. */
const failed = (request: StoredRequest, error: string, retryMs: readonly number[]): Settlement => {
  const wait = retryMs[request.attempts];
  return {
    id: request.id,
    state: 'failed',
    reason: null,
    error,
    attempts: request.attempts + 1,
    nextAttemptAt: wait === undefined ? null : new Date(Date.now() + wait),
    outcomes: request.outcomes,
  };
};

/** It was alone when the plugin went away. */
const died = (request: StoredRequest, error: string, retryMs: readonly number[]): Settlement =>
  request.attempts + 1 >= MAX_DEATHS
    ? failed(request, error, retryMs)
    : { ...request, error, attempts: request.attempts + 1, nextAttemptAt: new Date() };
