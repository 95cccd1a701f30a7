import type { RoutingStrategy, SimulationChange, SimulationRequest } from '@cskefu/contract';

/** How the arrivals of a made-up day lie over its hours, as parts of the whole. */
const profiles = {
  office: [0, 0, 0, 0, 0, 0, 0, 0, 4, 12, 14, 12, 7, 10, 13, 12, 10, 6, 0, 0, 0, 0, 0, 0],
  evening: [0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 5, 5, 5, 5, 5, 5, 6, 7, 9, 12, 13, 10, 5, 1],
  even: Array.from({ length: 24 }, () => 1),
} as const;
export type Profile = keyof typeof profiles;
export const profileNames = Object.keys(profiles) as Profile[];

/** Which day is to be replayed. */
export interface DayChoice {
  kind: 'recorded' | 'generated';
  date: string;
  perDay: number;
  profile: Profile;
  handlingMinutes: number;
  agents: number;
  capacity: number;
  fromHour: number;
  toHour: number;
  /** Minutes; null: nobody leaves. */
  patienceMinutes: number | null;
  targetSeconds: number;
}

/** What would be otherwise, as the form has it; null and 1 are as it was. */
export interface ChangeChoice {
  arrivals: number;
  handling: number;
  groups: Record<number, GroupChange>;
}

export interface GroupChange {
  /** More, or less, agents. */
  agents: number;
  capacity: number | null;
  strategy: RoutingStrategy | null;
  lastAgentFirst: boolean | null;
}

export const AS_IT_WAS: GroupChange = { agents: 0, capacity: null, strategy: null, lastAgentFirst: null };

const HOUR = 3_600;

export const dayOf = (choice: DayChoice, timeZone: string): SimulationRequest['day'] => {
  if (choice.kind === 'recorded') return { kind: 'recorded', date: choice.date, timeZone };
  const profile = profiles[choice.profile];
  const parts = profile.reduce((sum, part) => sum + part, 0);
  return {
    kind: 'generated',
    arrivalsPerHour: profile.map((part) => Math.min(2_000, (part / parts) * choice.perDay)),
    handlingSeconds: choice.handlingMinutes * 60,
    spread: 'lognormal',
    agents: choice.agents,
    capacity: choice.capacity,
    patienceSeconds: choice.patienceMinutes === null ? null : choice.patienceMinutes * 60,
    shift: { from: choice.fromHour * HOUR, to: choice.toHour * HOUR },
  };
};

interface KnownAgent {
  id: string;
  groupId: number;
  capacity: number;
  readySeconds: number;
}

/** The change in the words of the server. Fewer agents: those who were ready longest are left out. */
export const changeOf = (
  { arrivals, handling, groups }: ChangeChoice,
  { fromHour, toHour }: Pick<DayChoice, 'fromHour' | 'toHour'>,
  agents: readonly KnownAgent[],
): SimulationChange => {
  const changed = Object.entries(groups).map(([id, change]) => ({ id: Number(id), ...change }));
  const membersOf = (groupId: number) =>
    agents.filter((agent) => agent.groupId === groupId).sort((a, b) => b.readySeconds - a.readySeconds);
  return {
    arrivals,
    handling,
    patience: { kind: 'recorded' },
    groups: changed.map(({ id, capacity, strategy, lastAgentFirst }) => ({
      id,
      settings: { ...(strategy && { strategy }), ...(lastAgentFirst !== null && { lastAgentFirst }) },
      ...(capacity !== null && { capacity }),
    })),
    removeAgents: changed.flatMap(({ id, agents: more }) =>
      more < 0
        ? membersOf(id)
            .slice(0, -more)
            .map((agent) => agent.id)
        : [],
    ),
    addAgents: changed.flatMap(({ id, agents: more, capacity }) =>
      more > 0
        ? [
            {
              groupId: id,
              count: more,
              capacity: capacity ?? membersOf(id)[0]?.capacity ?? 5,
              from: fromHour * HOUR,
              to: toHour * HOUR,
            },
          ]
        : [],
    ),
  };
};
