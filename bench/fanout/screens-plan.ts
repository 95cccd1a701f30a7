/** Agents' screens that all show the same conversation, and the visitor who writes in it. */
export interface ScreensPlan {
  readonly port: number;
  readonly conversationId: string;
  readonly messagePrefix: string;
  readonly visitorToken: string;
  /** One for each screen. */
  readonly cookies: readonly string[];
}

export type ScreensOrder =
  | { readonly type: 'connect'; readonly plan: ScreensPlan }
  /** Writes so many messages, `inFlight` unanswered at a time, and waits until every screen has them. */
  | { readonly type: 'write'; readonly count: number; readonly inFlight: number };

export interface Delivered {
  readonly deliveries: number;
  readonly seconds: number;
  /** From the writing of a message to the last of the screens that shows it. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
}
