import type { ConversationState } from '@cskefu/contract';

/** What moves a conversation from one state to the next. */
export type Transition = 'assign' | 'transfer' | 'requeue' | 'close';

const transitions: Record<ConversationState, Partial<Record<Transition, ConversationState>>> = {
  bot: { assign: 'active', close: 'closed' },
  waiting: { assign: 'active', close: 'closed' },
  active: { transfer: 'active', requeue: 'waiting', close: 'closed' },
  closed: {},
};

/** The state after a transition, or undefined where it is not allowed. */
export function nextState(state: ConversationState, transition: Transition): ConversationState | undefined {
  return transitions[state][transition];
}

/** States from which a transition is allowed: the expected states of its claim. */
export function statesBefore(transition: Transition): ConversationState[] {
  return (Object.keys(transitions) as ConversationState[]).filter((state) => nextState(state, transition));
}
