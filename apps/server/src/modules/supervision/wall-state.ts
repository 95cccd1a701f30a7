import type { AlarmKind, PresenceState, SupervisionSettings } from '@cskefu/contract';
import type { LoggedEvent } from '../../platform/events/index.ts';

/** A conversation that is not over. */
export interface OpenConversation {
  groupId: number;
  /** Where it counts as begun. */
  readonly begunIn: number;
  /** Null: nobody serves it. */
  agentId: string | null;
  /** When the wait began, in milliseconds; null: it does not wait. */
  waitingSince: number | null;
  readonly createdAt: number;
  /** An agent has had it. */
  answered: boolean;
  /** A visitor began it and is before their screen: counts in the day's figures. */
  counts: boolean;
  /** Nobody waits before a screen: it has a page of its own, and is neither among what waits nor in the figures. */
  isLeftMessage: boolean;
}

/** What the day has brought to a skill group. */
export interface DayFigures {
  begun: number;
  answered: number;
  abandoned: number;
  waitMs: number;
  inTime: number;
}

export interface WatchedAgent {
  readonly id: string;
  readonly name: string;
  readonly unit: { readonly id: number; readonly name: string };
  readonly path: string;
  readonly capacity: number;
  state: PresenceState;
  reason: string | null;
  forcedBy: string | null;
  since: Date;
}

export interface WatchedGroup {
  readonly id: number;
  readonly name: string;
  readonly path: string;
}

export interface Acknowledgement {
  readonly groupId: number;
  readonly kind: AlarmKind;
  readonly by: string;
  readonly at: Date;
}

/** Everything that walls are made of, of the whole desk. */
export interface WallState {
  readonly groups: ReadonlyMap<number, WatchedGroup>;
  readonly agents: ReadonlyMap<string, WatchedAgent>;
  readonly open: Map<string, OpenConversation>;
  readonly today: Map<number, DayFigures>;
  readonly acknowledgements: readonly Acknowledgement[];
  readonly settingsAt: (path: string) => SupervisionSettings;
  readonly dayBegan: Date;
  readonly dayEnds: Date;
}

/** Events that a wall follows one by one. */
export const WALL_EVENTS = [
  'conversation.created',
  'conversation.waiting',
  'conversation.assigned',
  'conversation.transferred',
  'conversation.moved',
  'conversation.message_left',
  'conversation.closed',
  'agent.presence_changed',
] as const;

/** Closed without an agent, but nobody was kept waiting in vain. */
export const NOT_ABANDONED = ['merged', 'blocked'];

const NOTHING_YET: DayFigures = { begun: 0, answered: 0, abandoned: 0, waitMs: 0, inTime: 0 };

export function figuresOf({ today }: Pick<WallState, 'today'>, groupId: number): DayFigures {
  let figures = today.get(groupId);
  if (!figures) {
    figures = { ...NOTHING_YET };
    today.set(groupId, figures);
  }
  return figures;
}

/** Applies one event of the log. Each must come once: whoever reads the log skips what the snapshot includes. */
export function applyToWall(state: WallState, event: LoggedEvent): void {
  const { type, conversationId: id } = event;
  if (type === 'agent.presence_changed') return applyPresence(state, event);
  if (id === null || event.orgUnitId === null) return;
  if (type === 'conversation.created') return begin(state, id, event);
  const conversation = state.open.get(id);
  if (!conversation) return;
  const payload = event.payload as { since?: string; agent?: { id: string }; reason?: string };
  conversation.groupId = event.orgUnitId;
  switch (type) {
    case 'conversation.waiting':
      conversation.agentId = null;
      conversation.waitingSince = Date.parse(payload.since ?? '');
      break;
    case 'conversation.assigned':
      conversation.agentId = payload.agent?.id ?? null;
      conversation.waitingSince = null;
      answer(state, conversation, event.at);
      break;
    case 'conversation.message_left':
      leaveOut(state, conversation);
      break;
    case 'conversation.closed':
      state.open.delete(id);
      if (!conversation.answered && conversation.counts && !NOT_ABANDONED.includes(payload.reason ?? ''))
        figuresOf(state, conversation.groupId).abandoned += 1;
      break;
  }
}

function begin(state: WallState, id: string, { at, orgUnitId, payload }: LoggedEvent): void {
  const groupId = orgUnitId ?? 0;
  const { origin } = payload as { origin?: string };
  const counts = origin === 'visitor';
  state.open.set(id, {
    groupId,
    begunIn: groupId,
    agentId: null,
    waitingSince: null,
    createdAt: at.getTime(),
    answered: false,
    counts,
    isLeftMessage: origin === 'left_message',
  });
  if (counts) figuresOf(state, groupId).begun += 1;
}

/** It became a left message: as if it had been one from the beginning. */
function leaveOut(state: WallState, conversation: OpenConversation): void {
  if (conversation.counts && conversation.createdAt >= state.dayBegan.getTime())
    figuresOf(state, conversation.begunIn).begun -= 1;
  conversation.counts = false;
  conversation.isLeftMessage = true;
}

/** The first agent has it. */
function answer(state: WallState, conversation: OpenConversation, at: Date): void {
  if (conversation.answered) return;
  conversation.answered = true;
  if (!conversation.counts) return;
  const waited = Math.max(0, at.getTime() - conversation.createdAt);
  const figures = figuresOf(state, conversation.groupId);
  const group = state.groups.get(conversation.groupId);
  figures.answered += 1;
  figures.waitMs += waited;
  if (group && waited <= state.settingsAt(group.path).answerWithinSeconds * 1_000) figures.inTime += 1;
}

function applyPresence(state: WallState, { payload }: LoggedEvent): void {
  const change = payload as {
    accountId: string;
    to: PresenceState;
    since: string;
    reason?: string | null;
    forcedBy?: { name: string } | null;
  };
  const agent = state.agents.get(change.accountId);
  if (!agent) return;
  agent.state = change.to;
  agent.since = new Date(change.since);
  agent.reason = change.reason ?? null;
  agent.forcedBy = change.forcedBy?.name ?? null;
}
