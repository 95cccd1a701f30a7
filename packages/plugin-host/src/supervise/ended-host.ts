/** Why a host ended. `stopped`: we asked for it. */
export type HostEnd = 'stopped' | 'exited' | 'hung' | 'out_of_memory' | 'too_large' | 'malformed' | 'flooded';

export interface EndedHost {
  readonly reason: HostEnd;
  /** Whom it is laid at: who stands in the stack of the error, else whose answers were awaited. Empty: nobody knows. */
  readonly suspects: readonly string[];
  /** The last that it wrote to stderr. */
  readonly lastWords: string;
}
