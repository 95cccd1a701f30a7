import type { Part, RawRequest } from '@cskefu/plugin-sdk';
import type { ProviderAnswers, SampleMessage } from '../channel/fixtures.ts';

/** What a desk keeps of a message. */
export interface StoredMessage {
  readonly from: 'customer' | 'desk';
  readonly text: string | null;
}

/** How it stands with something that an agent said. */
export interface DeliveryRecord {
  readonly state: string;
  /** Calls of `send`. */
  readonly attempts: number;
  readonly code: string | null;
}

/**
 * A whole desk with one channel of the kind under test, driven by whoever runs the kit: real HTTP, real database. Threads are named by the kit; a
 * thread begins with what its customer says.
 */
export interface DeskSide {
  /** Posts to the address of the channel; resolves with the status of the answer. */
  deliver(request: RawRequest): Promise<number>;
  /** A message of the customer, by whichever way this channel takes; again with the same `externalId` is a repetition. */
  receive(sample: SampleMessage): Promise<void>;
  /** Requests that are kept in the ledger. */
  storedRequests(): Promise<number>;
  /** All that was said in this thread, once at least so many messages are there or a while has passed. */
  talk(threadId: string, atLeast: number): Promise<readonly StoredMessage[]>;
  /** An agent says something in the thread; resolves with the id of the message. The same id again is a repetition. */
  say(threadId: string, part: Part, id?: string): Promise<string>;
  /** What reached the customer's side because of this message, part by part, once nothing moves any more. */
  arrived(threadId: string, messageId: string): Promise<readonly Part[]>;
  /** How it stands with a message, once it is in one of these states or a while has passed. */
  delivery(messageId: string, states: readonly string[]): Promise<DeliveryRecord>;
  /** From now on the provider answers this. Null: it does as it likes. */
  provide(answers: ProviderAnswers | 'timeout' | null): void;
}
