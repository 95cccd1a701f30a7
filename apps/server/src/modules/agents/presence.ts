import type { PresenceState } from '@cskefu/contract';

type Chosen = Exclude<PresenceState, 'offline'>;

/** What can happen to an agent's presence, over all tabs and devices together. */
export type PresenceChange =
  | { readonly type: 'connected' }
  /** No connection for longer than the grace period. */
  | { readonly type: 'vanished' }
  | { readonly type: 'signed_out' }
  /** The account is disabled, deleted, or no agent any more. */
  | { readonly type: 'switched_off' }
  | { readonly type: 'chose'; readonly wanted: Chosen; readonly reason: string | null }
  /** By a supervisor. */
  | { readonly type: 'forced'; readonly wanted: Chosen; readonly reason: string };

interface PresenceFacts {
  readonly wanted: Chosen;
  /** Why away or busy is wanted. */
  readonly reason: string | null;
  readonly state: PresenceState;
}

/**
 * The presence after a change. Coming back restores what the agent last chose, so nobody has to toggle anything after a lost
 * connection; choosing while offline is kept for the next connection.
 */
export function changePresence(facts: PresenceFacts, change: PresenceChange): PresenceFacts {
  switch (change.type) {
    case 'connected':
      return facts.state === 'offline' ? { ...facts, state: facts.wanted } : facts;
    case 'vanished':
    case 'signed_out':
    case 'switched_off':
      return { ...facts, state: 'offline' };
    case 'chose':
    case 'forced':
      return {
        wanted: change.wanted,
        reason: change.type === 'chose' && change.wanted === 'ready' ? null : change.reason,
        state: facts.state === 'offline' ? 'offline' : change.wanted,
      };
  }
}

/** The reason that others are shown: not of somebody who is offline. */
export const shownReason = ({ state, reason }: Pick<PresenceFacts, 'state' | 'reason'>): string | null =>
  state === 'offline' ? null : reason;
