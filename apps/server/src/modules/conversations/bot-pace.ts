import { DomainError } from '../../platform/errors/index.ts';

/** Two plugins that answer each other would go on for ever: after so many words without a person's, they wait for one. */
export interface BotPace {
  /** @throws {DomainError} rate_limited */
  botWrites(conversationId: string): void;
  personWrites(conversationId: string): void;
}

const MOST_IN_A_ROW = 20;
/** Without anybody's words for so long, whatever comes is no answer to the last. */
const FORGET_MS = 10 * 60_000;
const MOST_REMEMBERED = 10_000;

export function createBotPace(now: () => number = () => performance.now()): BotPace {
  const rows = new Map<string, { count: number; at: number }>();
  return {
    botWrites: (conversationId) => {
      const row = rows.get(conversationId);
      const count = row && now() - row.at < FORGET_MS ? row.count : 0;
      if (count >= MOST_IN_A_ROW)
        throw new DomainError('rate_limited', {
          detail: `${MOST_IN_A_ROW} messages of plugins in a row: a person must write first`,
          retryAfterMs: FORGET_MS,
        });
      rows.delete(conversationId);
      rows.set(conversationId, { count: count + 1, at: now() });
      const oldest = rows.size > MOST_REMEMBERED ? rows.keys().next().value : undefined;
      if (oldest !== undefined) rows.delete(oldest);
    },
    personWrites: (conversationId) => {
      if (rows.size > 0) rows.delete(conversationId);
    },
  };
}
