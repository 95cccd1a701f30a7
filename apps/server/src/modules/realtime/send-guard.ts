import { MAX_IN_FLIGHT } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';

const REFUSAL_MS = 10_000;

/**
 * Decides whether a connection may send a message now: not too many unanswered, not too many per minute, and not past one that was refused. After
 * a refusal the conversation stays shut until that same message comes again, so nothing overtakes it.
 */
export class SendGuard {
  readonly #perMinute: number;
  readonly #refused = new Map<string, { id: string; until: number }>();
  #tokens: number;
  #refilledAt = performance.now();

  constructor(perMinute: number) {
    this.#perMinute = perMinute;
    this.#tokens = perMinute;
  }

  /** @throws {DomainError} too_many_in_flight, rate_limited, busy */
  admit(conversation: string, id: string, inFlight: number): void {
    const refused = this.#refused.get(conversation);
    if (refused) {
      if (refused.id !== id && performance.now() < refused.until) {
        throw new DomainError('busy', {
          detail: 'an earlier message was refused: send that one first',
          retryAfterMs: 50,
        });
      }
      this.#refused.delete(conversation);
    }
    if (inFlight >= MAX_IN_FLIGHT) throw new DomainError('too_many_in_flight', { retryAfterMs: 50 });
    const wait = this.#takeToken();
    if (wait > 0) throw new DomainError('rate_limited', { retryAfterMs: wait });
  }

  /** This message was refused for now: those after it wait for its repetition. */
  refuse(conversation: string, id: string): void {
    if (this.#refused.has(conversation)) return;
    this.#refused.set(conversation, { id, until: performance.now() + REFUSAL_MS });
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
