import type { Wall, WallGroup } from '@cskefu/contract';

export interface Totals extends Omit<WallGroup, 'id' | 'name' | 'answerWithinSeconds'> {
  ready: number;
  away: number;
  busy: number;
  offline: number;
  load: number;
  capacity: number;
}

type Figures = Pick<WallGroup, 'answered' | 'abandoned' | 'inTime' | 'waitMs'>;

/** Of a hundred whose wait is over, how many were answered in time; null before there was one. */
export const serviceLevelOf = ({ answered, abandoned, inTime }: Figures): number | null =>
  answered + abandoned === 0 ? null : Math.round((100 * inTime) / (answered + abandoned));

export const averageWaitOf = ({ answered, waitMs }: Figures): number | null =>
  answered === 0 ? null : waitMs / answered;

/** Everything on the wall together. */
export const totalsOf = ({ groups, agents }: Wall): Totals => {
  const sum = (of: (group: WallGroup) => number) => groups.reduce((total, group) => total + of(group), 0);
  const inState = (state: string) => agents.filter((agent) => agent.state === state).length;
  const there = agents.filter(({ state }) => state !== 'offline');
  const since = groups.flatMap(({ waitingSince }) => waitingSince ?? []).sort();
  return {
    waiting: sum(({ waiting }) => waiting),
    waitingSince: since[0] ?? null,
    active: sum(({ active }) => active),
    begun: sum(({ begun }) => begun),
    answered: sum(({ answered }) => answered),
    abandoned: sum(({ abandoned }) => abandoned),
    waitMs: sum(({ waitMs }) => waitMs),
    inTime: sum(({ inTime }) => inTime),
    serviceLevelTarget: Math.max(0, ...groups.map(({ serviceLevelTarget }) => serviceLevelTarget)),
    ready: inState('ready'),
    away: inState('away'),
    busy: inState('busy'),
    offline: inState('offline'),
    load: there.reduce((total, { load }) => total + load, 0),
    capacity: there.reduce((total, { capacity }) => total + capacity, 0),
  };
};
