import type { SimulationDay } from '@cskefu/contract';
import { decideAssignments, type WaitingConversation } from '../decide-assignments.ts';
import { Agenda } from './agenda.ts';
import { SimulatedAgent } from './simulated-agents.ts';
import { SimulatedQueue } from './simulated-queue.ts';

/** What became of a conversation. Seconds since the day began. */
export interface Fate {
  readonly groupId: number;
  readonly at: number;
  readonly end: 'served' | 'abandoned' | 'unserved';
  readonly waited: number;
  readonly agentId: string | null;
  readonly handling: number;
}

/** A conversation of which everything is known: how long it takes, and how long its visitor waits at the most. */
export type Prepared = Omit<SimulationDay['conversations'][number], 'handling' | 'happened'> & {
  readonly handling: number;
  readonly patience: number | null;
};

export type PreparedDay = Pick<SimulationDay, 'seconds' | 'groups' | 'agents'> & {
  readonly conversations: readonly Prepared[];
};

type Happening =
  | { readonly kind: 'arrives' | 'loses_patience' | 'overflows'; readonly index: number }
  | { readonly kind: 'ends'; readonly agent: SimulatedAgent; readonly finish: (at: number) => void }
  | { readonly kind: 'presence'; readonly agent: SimulatedAgent; readonly state: SimulatedAgent['state'] }
  | { readonly kind: 'look'; readonly groupId: number };

interface Group {
  readonly id: number;
  readonly settings: SimulationDay['groups'][number]['settings'];
  readonly overflow: SimulationDay['groups'][number]['overflow'];
  readonly queue: SimulatedQueue;
  readonly members: SimulatedAgent[];
}

/**
 * Replays a day: events in the order of their time, and after each the routing decides for the groups that it concerns, by the function that
 * decides in reality. Who goes off shift finishes what they have.
 */
export function simulate(day: PreparedDay): Fate[] {
  const agenda = new Agenda<Happening>();
  const agents = new Map(day.agents.map((agent) => [agent.id, new SimulatedAgent(agent)]));
  const groups = new Map(day.groups.map((group) => [group.id, openGroup(group, agents)]));
  const fates: (Fate | undefined)[] = new Array(day.conversations.length);
  const waiting = new Map<number, { group: Group; row: WaitingConversation }>();
  const lastAgents = new Map<number, string>();
  let turn = 0;

  // First who is there, then who comes: at the same moment the order is that of noting.
  for (const { id, shifts } of day.agents) {
    const agent = agents.get(id);
    if (agent) noteShifts(agenda, agent, shifts);
  }
  for (const [index, { at }] of day.conversations.entries()) agenda.note(at * 1_000, { kind: 'arrives', index });

  function settle(group: Group, now: number): void {
    const { queue, settings } = group;
    if (queue.isEmpty) return;
    const present = presentAgents(group, agents);
    const room = group.members.reduce((sum, member) => sum + member.room, 0);
    if (room === 0 && queue.boundAgentIds.length === 0) return;
    const candidates = present.flatMap((agent) => agent.asCandidate(group.id) ?? []);
    const decision = decideAssignments({ waiting: queue.front(room), agents: candidates, settings, now });
    for (const { conversationId, agentId } of decision.assignments) give(Number(conversationId), agentId, now);
    if (decision.retryAt !== null) agenda.note(decision.retryAt, { kind: 'look', groupId: group.id });
  }

  function give(index: number, agentId: string, now: number): void {
    const conversation = day.conversations[index];
    const place = waiting.get(index);
    const agent = agents.get(agentId);
    if (!conversation || !place || !agent) return;
    leave(index);
    agenda.note(now + conversation.handling * 1_000, {
      kind: 'ends',
      agent,
      finish: agent.serve(place.group.id, turn++, now),
    });
    if (conversation.visitor !== null) lastAgents.set(conversation.visitor, agentId);
    tell(index, 'served', now, agentId);
  }

  function tell(index: number, end: Fate['end'], now: number, agentId: string | null = null): void {
    const conversation = day.conversations[index];
    if (!conversation) return;
    const { groupId, at, handling } = conversation;
    fates[index] = { groupId, at, end, waited: now / 1_000 - at, agentId, handling };
  }

  function wait(index: number, group: Group): void {
    const conversation = day.conversations[index];
    if (!conversation) return;
    const known = conversation.visitor === null ? undefined : lastAgents.get(conversation.visitor);
    const row = {
      id: String(index).padStart(9, '0'),
      waitingSince: conversation.at * 1_000,
      priority: conversation.priority,
      boundAgentId: conversation.boundAgentId,
      lastAgentId: known ?? conversation.lastAgentId,
    };
    waiting.set(index, { group, row });
    group.queue.add(row);
  }

  function leave(index: number): Group | undefined {
    const place = waiting.get(index);
    if (!place) return undefined;
    waiting.delete(index);
    place.group.queue.remove(place.row);
    return place.group;
  }

  function arrive(index: number, now: number): void {
    const conversation = day.conversations[index];
    const group = conversation && groups.get(conversation.groupId);
    if (!conversation || !group) return tell(index, 'unserved', now);
    wait(index, group);
    settle(group, now);
    if (!waiting.has(index)) return;
    if (conversation.patience !== null)
      agenda.note(now + conversation.patience * 1_000, { kind: 'loses_patience', index });
    if (group.overflow) agenda.note(now + group.overflow.afterSeconds * 1_000, { kind: 'overflows', index });
  }

  function overflow(index: number, now: number): void {
    const target = groups.get(waiting.get(index)?.group.overflow?.toGroupId ?? 0);
    if (!target) return;
    leave(index);
    wait(index, target);
    settle(target, now);
  }

  /** The agent's own group, and those in which something is bound to them. */
  function settleFor(agent: SimulatedAgent, now: number): void {
    for (const group of groups.values())
      if (group.id === agent.groupId || group.queue.boundAgentIds.includes(agent.id)) settle(group, now);
  }

  function handle(now: number, what: Happening): void {
    switch (what.kind) {
      case 'arrives':
        return arrive(what.index, now);
      case 'loses_patience':
        if (leave(what.index)) tell(what.index, 'abandoned', now);
        return;
      case 'overflows':
        return overflow(what.index, now);
      case 'ends':
        what.finish(now);
        return settleFor(what.agent, now);
      case 'presence':
        what.agent.become(what.state, now);
        return settleFor(what.agent, now);
      case 'look': {
        const group = groups.get(what.groupId);
        if (group) settle(group, now);
      }
    }
  }

  let now = day.seconds * 1_000;
  for (let next = agenda.next(); next; next = agenda.next()) {
    now = Math.max(now, next.at);
    handle(next.at, next.what);
  }
  for (const index of waiting.keys()) tell(index, 'unserved', now);
  return fates.filter((fate) => fate !== undefined);
}

const openGroup = (
  { id, settings, overflow }: SimulationDay['groups'][number],
  agents: ReadonlyMap<string, SimulatedAgent>,
): Group => ({
  id,
  settings,
  overflow,
  queue: new SimulatedQueue(settings),
  members: [...agents.values()].filter((agent) => agent.groupId === id),
});

/** The members, and those to whom something in the queue is bound. */
function presentAgents(group: Group, agents: ReadonlyMap<string, SimulatedAgent>): SimulatedAgent[] {
  const bound = group.queue.boundAgentIds.flatMap((id) => agents.get(id) ?? []);
  return [...new Set([...group.members, ...bound])];
}

/** One shift begins where the other ends: only a gap is offline. */
function noteShifts(
  agenda: Agenda<Happening>,
  agent: SimulatedAgent,
  shifts: SimulationDay['agents'][number]['shifts'],
): void {
  const sorted = [...shifts].filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from);
  for (const [index, { from, to, state }] of sorted.entries()) {
    agenda.note(from * 1_000, { kind: 'presence', agent, state });
    const next = sorted[index + 1];
    if (!next || next.from > to) agenda.note(to * 1_000, { kind: 'presence', agent, state: 'offline' });
  }
}
