import type { SimulationChange, SimulationDay } from '@cskefu/contract';
import { type Chance, createChance } from './random.ts';
import type { PreparedDay } from './simulate.ts';

type Conversation = SimulationDay['conversations'][number];

/** Nothing changed. */
export const AS_IT_WAS: SimulationChange = {
  arrivals: 1,
  handling: 1,
  patience: { kind: 'recorded' },
  groups: [],
  removeAgents: [],
  addAgents: [],
};

/** Where no handling time of a group is known at all. */
const USUAL_HANDLING = 300;

/** A day with what is otherwise, and with what the record does not tell drawn by chance. */
export function prepareDay(day: SimulationDay, change: SimulationChange, seed: number): PreparedDay {
  const handlingOf = drawHandling(day, createChance(seed));
  const patienceOf = drawPatience(day, change.patience, createChance(seed + 1));
  const known = day.conversations.map((conversation) => ({
    ...conversation,
    handling: handlingOf(conversation) * change.handling,
    patience: patienceOf(conversation),
  }));
  return {
    seconds: day.seconds,
    groups: changeGroups(day.groups, change),
    agents: changeAgents(day, change),
    conversations: multiply(known, change.arrivals, createChance(seed + 2)),
  };
}

/** As recorded; where it is not known, as long as one of the others of its group. */
function drawHandling({ conversations }: SimulationDay, chance: Chance): (of: Conversation) => number {
  const known = new Map<number, number[]>();
  for (const { groupId, handling } of conversations) {
    if (handling === null) continue;
    const ofGroup = known.get(groupId) ?? [];
    known.set(groupId, ofGroup);
    ofGroup.push(handling);
  }
  const all = [...known.values()].flat();
  return ({ groupId, handling }) =>
    handling ?? chance.pick(known.get(groupId) ?? all) ?? chance.pick(all) ?? USUAL_HANDLING;
}

/**
 * Who left waited so long. Who was served would have stayed for a while yet: how long is drawn from the patience that the whole day shows
 * (time waited by all, for each that left), which knows no memory.
 */
function drawPatience(
  { conversations }: SimulationDay,
  patience: SimulationChange['patience'],
  chance: Chance,
): (of: Conversation) => number | null {
  if (patience.kind === 'endless') return () => null;
  if (patience.kind === 'mean') return () => chance.exponential(patience.seconds);
  const happened = conversations.flatMap((conversation) => conversation.happened ?? []);
  const left = happened.filter(({ end }) => end === 'abandoned').length;
  const mean = left === 0 ? null : happened.reduce((sum, { waited }) => sum + waited, 0) / left;
  return ({ happened: fate, patience: given }) => {
    if (given !== null) return given;
    if (fate?.end === 'abandoned') return fate.waited;
    return mean === null ? null : (fate?.waited ?? 0) + chance.exponential(mean);
  };
}

function changeGroups(groups: SimulationDay['groups'], { groups: changes }: SimulationChange): SimulationDay['groups'] {
  return groups.map((group) => {
    const change = changes.find(({ id }) => id === group.id);
    if (!change) return group;
    const settings = { ...group.settings, ...withoutAbsent(change.settings) };
    return { ...group, settings, overflow: change.overflow === undefined ? group.overflow : change.overflow };
  });
}

const withoutAbsent = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function changeAgents({ agents }: SimulationDay, change: SimulationChange): SimulationDay['agents'] {
  const gone = new Set(change.removeAgents);
  const capacities = new Map(change.groups.map(({ id, capacity }) => [id, capacity]));
  const added = change.addAgents.flatMap(({ groupId, count, capacity, from, to }, row) =>
    Array.from({ length: count }, (_, index) => ({
      id: `added-${row + 1}-${index + 1}`,
      name: `+${index + 1}`,
      groupId,
      capacity,
      shifts: [{ from, to, state: 'ready' as const }],
    })),
  );
  const stayed = agents
    .filter(({ id }) => !gone.has(id))
    .map((agent) => ({ ...agent, capacity: capacities.get(agent.groupId) ?? agent.capacity }));
  return [...stayed, ...added];
}

/** Fewer: some are left out. More: some come again, up to a quarter of an hour earlier or later. */
function multiply<T extends { readonly at: number; readonly visitor: number | null }>(
  conversations: readonly T[],
  times: number,
  chance: Chance,
): T[] {
  if (times === 1) return [...conversations];
  return conversations
    .flatMap((conversation) => {
      const copies = Math.floor(times) + (chance.next() < times % 1 ? 1 : 0);
      return Array.from({ length: copies }, (_, copy) =>
        copy === 0
          ? conversation
          : { ...conversation, visitor: null, at: Math.max(0, conversation.at + (chance.next() - 0.5) * 1_800) },
      );
    })
    .sort((a, b) => a.at - b.at);
}
