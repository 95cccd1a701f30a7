import { MAX_IN_FLIGHT } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';

/** An author who does not repeat a refused message this long after they were told to has given it up, or had it confirmed. */
const PATIENCE_MS = 2_000;

/**
 * Decides whether a connection may send a message now: not too many unanswered, not too many per minute, and not past one that was refused. After
 * a refusal the conversation stays shut until that same message comes again, so nothing overtakes it. Messages carry a ticket: the order in which
 * they were admitted.
 */
export class SendGuard {
  readonly #perMinute: number;
  readonly #refused = new Map<string, { id: string; ticket: number; until: number }>();
  /** Tickets that were given away before an earlier message was refused. */
  readonly #void = new Map<string, { after: number; upTo: number }>();
  #lastTicket = 0;
  #tokens: number;
  #refilledAt = performance.now();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
    this.#tokens = perMinute;
  }

  /**
   * Answers with the ticket of the message.
   * @throws {DomainError} too_many_in_flight, rate_limited, busy
   */
  admit(conversation: string, id: string, inFlight: number): number {
    const refused = this.#refused.get(conversation);
    if (refused) {
      if (refused.id !== id && performance.now() < refused.until) throw earlierRefused();
      this.#refused.delete(conversation);
    }
    if (inFlight >= MAX_IN_FLIGHT) throw new DomainError('too_many_in_flight', { retryAfterMs: 50 });
    const wait = this.#takeToken();
    if (wait > 0) throw new DomainError('rate_limited', { retryAfterMs: wait });
    this.#lastTicket += 1;
    return this.#lastTicket;
  }

  /**
   * To be asked when the turn of an admitted message has come.
   * @throws {DomainError} busy: an earlier message was refused since it was admitted
   */
  check(conversation: string, ticket: number): void {
    const gone = this.#void.get(conversation);
    if (gone && ticket > gone.after && ticket <= gone.upTo) throw earlierRefused();
  }

  /** This message was refused for now: those after it wait for its repetition. Of several, the earliest counts. */
  refuse(conversation: string, id: string, ticket: number | null, retryAfterMs: number): void {
    const refused = this.#refused.get(conversation);
    const order = ticket ?? this.#lastTicket + 1;
    if (refused && refused.ticket < order) return;
    this.#refused.set(conversation, { id, ticket: order, until: performance.now() + retryAfterMs + PATIENCE_MS });
    if (ticket === null) return;
    const after = Math.min(ticket, this.#void.get(conversation)?.after ?? ticket);
    this.#void.set(conversation, { after, upTo: this.#lastTicket });
  }

  /** Milliseconds to wait, 0 if there is one left. */
  #takeToken(): number {
    if (!Number.isFinite(this.#perMinute)) return 0;
    const now = performance.now();
    const perMs = this.#perMinute / 60_000;
    this.#tokens = Math.min(this.#perMinute, this.#tokens + (now - this.#refilledAt) * perMs);
    this.#refilledAt = now;
    if (this.#tokens < 1) return Math.ceil((1 - this.#tokens) / perMs);
    this.#tokens -= 1;
    return 0;
  }
}

function earlierRefused(): DomainError {
  return new DomainError('busy', { detail: 'an earlier message was refused: send that one first', retryAfterMs: 50 });
}
