import type { PresenceState } from '@cskefu/contract';

/** What can happen to an agent's presence, over all tabs and devices together. */
export type PresenceChange =
  | { readonly type: 'connected' }
  /** No connection for longer than the grace period. */
  | { readonly type: 'vanished' }
  | { readonly type: 'signed_out' }
  /** The account is disabled, deleted, or no agent any more. */
  | { readonly type: 'switched_off' }
  | { readonly type: 'chose'; readonly wanted: Exclude<PresenceState, 'offline'> };

interface PresenceFacts {
  readonly wanted: Exclude<PresenceState, 'offline'>;
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
      return { wanted: change.wanted, state: facts.state === 'offline' ? 'offline' : change.wanted };
  }
}
