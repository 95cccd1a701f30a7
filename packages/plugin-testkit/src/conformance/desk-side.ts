import type { Part, RawRequest } from '@cskefu/plugin-sdk';
import type { ProviderAnswers, SampleMessage } from '../channel/fixtures.ts';

/** How it stands with something that an agent said. */
export interface DeliveryRecord {
  readonly state: string;
  /** Calls of `send`. */
  readonly attempts: number;
  readonly code: string | null;
  /** Those of the provider. */
  readonly externalIds: readonly string[];
}

/** A desk of several nodes, of which one at a time holds the connection; seen from the provider, which is asked for what is new. */
export interface PullingSide {
  /** When it was asked, in ms, the latest last. */
  asked(): readonly number[];
  /** How many questions have been open at the same time, at most, since the last call. */
  mostAtOnce(): number;
  /** Answers this to whoever asks, instead of what waits; null: what waits, again. */
  trouble(answers: ProviderAnswers | null): void;
  /** A second node that could hold the connection as well. */
  join(): Promise<void>;
  /** The node that holds the connection dies; resolves once another one holds it. What died is back then, too. */
  killHolder(): Promise<void>;
  /** The second node ends in order. */
  leave(): Promise<void>;
}

/**
 * A whole desk with one channel of the kind under test, driven by whoever runs the kit: real HTTP, real database, a provider on this machine. Threads are
 * named by the kit; a thread begins with what its customer says.
 */
export interface DeskSide {
  /** The longest text that an agent can write. */
  readonly maxTextLength: number;
  /** Posts to the address of the channel; resolves with the status of the answer. */
  deliver(request: RawRequest): Promise<number>;
  /** A message of the customer, by whichever way this channel takes; again with the same `externalId` is a repetition. */
  receive(sample: SampleMessage): Promise<void>;
  /** Requests that are kept in the ledger. */
  storedRequests(): Promise<number>;
  /** What the customer said in this thread, in its order, once there is so much and nothing more comes. */
  heard(threadId: string, atLeast: number): Promise<readonly string[]>;
  /** An agent writes in the thread; resolves with the id of the message. The same id again is a repetition. */
  say(threadId: string, text: string, id?: string): Promise<string>;
  /** An agent sends a small file. */
  sayFile(threadId: string): Promise<string>;
  /** What reached the customer's side because of this message, part by part. */
  arrived(threadId: string, messageId: string): Promise<readonly Part[]>;
  /** An agent takes a message back that was sent; whether the customer's side is told. */
  recall(threadId: string, messageId: string): Promise<boolean>;
  /** How it stands with a message, once it is in one of these states. */
  delivery(threadId: string, messageId: string, ...states: string[]): Promise<DeliveryRecord>;
  /** What the provider answers from now on, one after the other; the last one stays. `hang`: no answer at all. */
  provide(...answers: readonly (ProviderAnswers | 'interrupted' | 'hang')[]): void;
  /** Requests that reached the provider since it was last told what to answer. */
  providerRequests(): number;
  /** Whatever the channel runs in is killed, and comes back. */
  kill(): Promise<void>;
  /** Where the channel asks its provider itself. */
  readonly pulling?: PullingSide;
}
