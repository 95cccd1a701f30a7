/** Visitor n follows conversation n. */
export interface IdlePlan {
  readonly port: number;
  readonly conversationPrefix: string;
  readonly tokens: readonly string[];
}

export type IdleOrder =
  | { readonly type: 'plan'; readonly plan: IdlePlan }
  /** Connects until so many are there. Answers with the seconds it took. */
  | { readonly type: 'connect'; readonly count: number }
  /** Drops all connections but so many, without a word. */
  | { readonly type: 'cut'; readonly leave: number }
  /** From now on whoever is cut off comes back: at once, or with the back-off of the protocol. */
  | { readonly type: 'return'; readonly how: 'at once' | 'backing off' }
  /** Waits until all of them have seen number `seq` of their stream. */
  | { readonly type: 'await'; readonly seq: number; readonly patienceMs: number };

export interface CaughtUp {
  /** Clients that stand where they should. */
  readonly there: number;
  /** On the clock of the machine, in milliseconds. */
  readonly at: number;
  readonly doubled: number;
  readonly reordered: number;
}
