import { MAX_IN_FLIGHT } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';

/**
 * Decides whether a connection may send a message now: not too many unanswered, not too many per minute, and not past one that was refused.
 *
 * Authors send in rounds: after a refusal they wait until everything is answered and start over, oldest first, in the next round. Once a message was
 * refused, nothing of its round or an earlier one is taken in that conversation any more, however late it comes and however often it is repeated: so
 * nothing overtakes.
 */
export class SendGuard {
  readonly #perMinute: number;
  /** By conversation, the last round in which something was refused, and the turn of the first that was. */
  readonly #closed = new Map<string, { round: number; turn: number }>();
  #lastTurn = 0;
  #tokens: number;
  #refilledAt = performance.now();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
    this.#tokens = perMinute;
  }

  /**
   * Answers with the turn of the message: the order in which messages were admitted.
   * @throws {DomainError} too_many_in_flight, rate_limited, busy
   */
  admit(conversation: string, round: number, inFlight: number): number {
    this.check(conversation, round, Number.POSITIVE_INFINITY);
    if (inFlight >= MAX_IN_FLIGHT) throw new DomainError('too_many_in_flight', { retryAfterMs: 50 });
    const wait = this.#takeToken();
    if (wait > 0) throw new DomainError('rate_limited', { retryAfterMs: wait });
    this.#lastTurn += 1;
    return this.#lastTurn;
  }

  /**
   * To be asked once more when the turn of an admitted message has come.
   * @throws {DomainError} busy: a message before it was refused
   */
  check(conversation: string, round: number, turn: number): void {
    const closed = this.#closed.get(conversation);
    if (!closed || round > closed.round || turn < closed.turn) return;
    throw new DomainError('busy', {
      detail: 'an earlier message was refused: start over in the next round',
      retryAfterMs: 50,
    });
  }

  /** A message was refused for now: its round is over for all that came behind it. Null: it was not even admitted. */
  refuse(conversation: string, round: number, turn: number | null): void {
    const closed = this.#closed.get(conversation);
    const first = turn ?? this.#lastTurn + 1;
    if (!closed || round > closed.round) this.#closed.set(conversation, { round, turn: first });
    else if (round === closed.round && first < closed.turn) closed.turn = first;
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
