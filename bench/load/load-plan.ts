/** What the generator is told to be: who connects where. Everything crosses a process boundary. */
export interface LoadPlan {
  readonly port: number;
  /** `desk` speaks the realtime protocol; `relay` only passes frames on and acknowledges nothing. */
  readonly speaks: 'desk' | 'relay';
  readonly conversationPrefix: string;
  readonly messagePrefix: string;
  /** Token of visitor n, who writes in conversation n. */
  readonly visitorTokens: readonly string[];
  /** Cookie of agent n, who serves every conversation whose number leaves n when divided by the number of agents. */
  readonly agentCookies: readonly string[];
}

/** `rate`: messages a second, whatever becomes of them (open loop). `inFlight`: a new one when one has arrived (closed loop). */
export type LoadOrder =
  | { readonly type: 'connect'; readonly plan: LoadPlan }
  | { readonly type: 'open'; readonly rate: number; readonly seconds: number }
  | { readonly type: 'closed'; readonly inFlight: number; readonly seconds: number }
  | { readonly type: 'tally' };

/** What one stretch of load came to. */
export interface Stretch {
  readonly offered: number;
  readonly delivered: number;
  readonly seconds: number;
  /** From when a message was due to its arrival at the other side's client. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Answers that said "busy" or the like; the message was sent again. */
  readonly refused: number;
  /** The server fell so far behind that the stretch was broken off. */
  readonly gaveUp: boolean;
  /** By how much the generator itself was late at worst. */
  readonly generatorLateMs: number;
}

/** What the clients saw since they connected. */
export interface Tally {
  readonly sent: number;
  readonly acknowledged: number;
  readonly delivered: number;
  /** Acknowledged, and not seen by the other side. */
  readonly lost: number;
  readonly doubled: number;
  readonly reordered: number;
  /** What exactly went wrong, the first few times. */
  readonly incidents: readonly string[];
}
