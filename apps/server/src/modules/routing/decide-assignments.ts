import type {
  AssignmentRule,
  PassedOverBecause,
  PresenceState,
  RoutingSettings,
  WaitingReason,
} from '@cskefu/contract';
import { strategies } from './strategies.ts';

export interface WaitingConversation {
  readonly id: string;
  /** Milliseconds, as all times here. */
  readonly waitingSince: number;
  readonly priority: number;
  /** Written when nobody was there; nobody sits before a screen. */
  readonly isLeftMessage?: boolean;
  readonly boundAgentId: string | null;
  /** Who served this visitor last. */
  readonly lastAgentId: string | null;
  /** Whom plugins do not want it to go to for the moment. */
  readonly refusedAgentIds?: ReadonlySet<string>;
}

/** An agent who is there: ready, away or busy. */
export interface Candidate {
  readonly id: string;
  readonly state: Exclude<PresenceState, 'offline'>;
  readonly since: number;
  /** False: belongs to another skill group, and is here because something is bound to them. */
  readonly isMember: boolean;
  /** Conversations served now: all, those of this group, those given since the agent became ready. */
  readonly load: number;
  readonly groupLoad: number;
  readonly fresh: number;
  readonly capacity: number;
  /** Grows with every assignment of anybody; null: never had one. */
  readonly lastTurn: number | null;
  readonly idleSince: number;
}

export interface PassedOver {
  readonly agentId: string;
  readonly load: number;
  readonly why: PassedOverBecause;
}

export interface Explanation {
  readonly candidates: number;
  readonly others: readonly PassedOver[];
}

export interface Decided {
  readonly conversationId: string;
  readonly agentId: string;
  readonly rule: Exclude<AssignmentRule, 'taken'>;
  readonly explanation: Explanation;
}

export interface LeftWaiting {
  readonly conversationId: string;
  readonly reason: Exclude<WaitingReason, 'any_moment'>;
}

export interface Decision {
  readonly assignments: readonly Decided[];
  readonly waiting: readonly LeftWaiting[];
  /** When time alone makes more possible. */
  readonly retryAt: number | null;
}

export interface Question {
  readonly waiting: readonly WaitingConversation[];
  readonly agents: readonly Candidate[];
  readonly settings: RoutingSettings;
  readonly now: number;
}

/** A candidate while the round is being decided. */
export interface Seat extends Candidate {
  load: number;
  groupLoad: number;
  fresh: number;
  turn: number;
}

/** An agent who has just become ready is given a batch, and another one each time that this has passed. */
export const BATCH_PAUSE_MS = 20_000;
/** Of so many others an explanation tells why not they. */
export const EXPLAINED = 30;

/** A left message lets everybody go first who comes within this time after it: a night's messages do not stand before the morning's visitors. */
export const LEFT_MESSAGE_YIELDS_MS = 24 * 60 * 60_000;

/** Smaller is earlier. A step of priority is a fixed head start, a left message a fixed delay, so everybody's turn comes. */
export const queueRank = (
  { waitingSince, priority, isLeftMessage }: Pick<WaitingConversation, 'waitingSince' | 'priority' | 'isLeftMessage'>,
  { ageingMinutes }: RoutingSettings,
) => waitingSince - priority * ageingMinutes * 60_000 + (isLeftMessage ? LEFT_MESSAGE_YIELDS_MS : 0);

/**
 * Who gets which conversation of one skill group: in the order of the queue each goes to the agent whom it is bound to, else to the
 * visitor's last agent, else to whom the strategy names, else it waits. Pure: the same question has the same answer.
 */
export function decideAssignments(question: Question): Decision {
  const { settings, now } = question;
  const seats = inTurn(question.agents);
  const byId = new Map(seats.map((seat) => [seat.id, seat]));
  const members = seats.filter((seat) => seat.isMember && seat.state === 'ready');
  const room = (seat: Seat) => obstacle(seat, settings, now) === null;
  const free = new Set(members.filter(room));
  const assignments: Decided[] = [];
  const waiting: LeftWaiting[] = [];
  let turn = seats.length;

  function give(conversation: WaitingConversation, seat: Seat, rule: Decided['rule']): void {
    const explanation = explain(seats, seat, rule, settings, now);
    assignments.push({ conversationId: conversation.id, agentId: seat.id, rule, explanation });
    seat.load += 1;
    seat.groupLoad += 1;
    seat.fresh += 1;
    seat.turn = turn++;
    if (!room(seat)) free.delete(seat);
  }

  for (const conversation of inOrder(question.waiting, settings)) {
    // Whoever is offline or serves no more is not among the candidates: the binding lapses.
    const refused = conversation.refusedAgentIds;
    const bound = byId.get(conversation.boundAgentId ?? '');
    const last = settings.lastAgentFirst ? byId.get(conversation.lastAgentId ?? '') : undefined;
    if (bound) {
      const reason = whyBoundWaits(bound, settings);
      if (reason === null && !refused?.has(bound.id)) give(conversation, bound, 'bound_agent');
      else waiting.push({ conversationId: conversation.id, reason: reason ?? 'bound_agent_away' });
    } else if (last && free.has(last) && !refused?.has(last.id)) give(conversation, last, 'last_agent');
    else {
      const chosen = first(refused ? without(free, refused) : free, strategies[settings.strategy].before);
      if (chosen) give(conversation, chosen, settings.strategy);
      else waiting.push({ conversationId: conversation.id, reason: whyNobody(seats, settings, now) });
    }
  }
  return { assignments, waiting, retryAt: waiting.length > 0 ? nextBatch(members, settings, now) : null };
}

const inOrder = (waiting: readonly WaitingConversation[], settings: RoutingSettings) =>
  waiting
    .map((conversation) => ({ conversation, rank: queueRank(conversation, settings) }))
    .sort((a, b) => a.rank - b.rank || (a.conversation.id < b.conversation.id ? -1 : 1))
    .map(({ conversation }) => conversation);

/** Whose turn is longest ago sits first; the order of ids where nobody has had one. */
function inTurn(agents: readonly Candidate[]): Seat[] {
  return [...agents]
    .sort((a, b) => (a.lastTurn ?? -1) - (b.lastTurn ?? -1) || (a.id < b.id ? -1 : 1))
    .map((agent, turn) => ({ ...agent, turn }));
}

const without = (seats: Iterable<Seat>, refused: ReadonlySet<string>) =>
  [...seats].filter((seat) => !refused.has(seat.id));

function first(seats: Iterable<Seat>, before: (a: Seat, b: Seat) => number): Seat | undefined {
  let best: Seat | undefined;
  for (const seat of seats) if (!best || before(seat, best) < 0) best = seat;
  return best;
}

/** What keeps an agent of the group from being given one more by the queue. */
function obstacle(seat: Seat, settings: RoutingSettings, now: number): PassedOverBecause | null {
  if (seat.state !== 'ready') return seat.state;
  if (!seat.isMember) return 'other_group';
  if (seat.load >= seat.capacity) return 'at_capacity';
  if (seat.groupLoad >= settings.maxPerAgent) return 'at_group_capacity';
  return seat.fresh >= allowedBy(seat, settings, now) ? 'settling' : null;
}

const batchesOf = (seat: Seat, now: number) => 1 + Math.floor(Math.max(0, now - seat.since) / BATCH_PAUSE_MS);
const allowedBy = (seat: Seat, { batchSize }: RoutingSettings, now: number) => batchSize * batchesOf(seat, now);

/** What is meant for one agent waits for them, but not for their next batch. */
function whyBoundWaits(seat: Seat, settings: RoutingSettings): LeftWaiting['reason'] | null {
  if (seat.state !== 'ready') return 'bound_agent_away';
  const isFull = seat.load >= seat.capacity || seat.groupLoad >= settings.maxPerAgent;
  return isFull ? 'bound_agent_at_capacity' : null;
}

function whyNobody(seats: readonly Seat[], settings: RoutingSettings, now: number): LeftWaiting['reason'] {
  const members = seats.filter((seat) => seat.isMember);
  if (members.length === 0) return 'no_agent_online';
  const ready = members.filter((seat) => seat.state === 'ready');
  if (ready.length === 0) return 'no_agent_ready';
  return ready.some((seat) => obstacle(seat, settings, now) === 'settling') ? 'agents_settling' : 'all_at_capacity';
}

function nextBatch(members: readonly Seat[], settings: RoutingSettings, now: number): number | null {
  const times = members
    .filter((seat) => obstacle(seat, settings, now) === 'settling')
    .map((seat) => seat.since + batchesOf(seat, now) * BATCH_PAUSE_MS);
  return times.length > 0 ? Math.min(...times) : null;
}

function explain(
  seats: readonly Seat[],
  chosen: Seat,
  rule: Decided['rule'],
  settings: RoutingSettings,
  now: number,
): Explanation {
  const others: PassedOver[] = [];
  for (const seat of seats) {
    if (others.length === EXPLAINED) break;
    if (seat === chosen) continue;
    others.push({
      agentId: seat.id,
      load: seat.load,
      why: obstacle(seat, settings, now) ?? whyNot(seat, chosen, rule),
    });
  }
  return { candidates: seats.length, others };
}

/** Why somebody with room was not chosen. */
function whyNot(seat: Seat, chosen: Seat, rule: Decided['rule']): PassedOverBecause {
  if (rule === 'bound_agent') return 'not_bound';
  if (rule === 'last_agent') return 'not_last';
  return strategies[rule].whyNot(seat, chosen);
}
