import type { DatabaseTransaction } from '../../platform/database/index.ts';
import { findPresentAgents, lockPresentAgents } from '../agents/index.ts';
import { findRoutingSettings } from '../routing-settings/index.ts';
import type { Candidate, Question } from './decide-assignments.ts';
import { findDemand, findFront, measureAgents, ROUND } from './routing.store.ts';

export interface Asked extends Question {
  /** Names of the agents, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/**
 * What is to be decided in a skill group now; undefined where nothing waits. `toAct`: the agents stay locked until the transaction ends, and of
 * the queue only as much is read as there is room for, and so many more as may be passed over.
 */
export async function askQuestion(
  { tx, now }: { tx: DatabaseTransaction; now: Date },
  skillGroupId: number,
  purpose: 'toAct' | 'toLook',
  passedOver = 0,
): Promise<Asked | undefined> {
  const { isWaiting, boundAgentIds } = await findDemand(tx, skillGroupId);
  if (!isWaiting) return undefined;
  const find = purpose === 'toAct' ? lockPresentAgents : findPresentAgents;
  const present = await find(tx, skillGroupId, boundAgentIds);
  // Nobody could be given anything; whoever becomes ready wakes the group.
  if (purpose === 'toAct' && !present.some(({ state }) => state === 'ready')) return undefined;
  const settings = await findRoutingSettings(tx, skillGroupId);
  const agents = await measureAgents(tx, skillGroupId, present);
  const limit = purpose === 'toAct' ? Math.min(ROUND, roomOf(agents) + passedOver) : ROUND;
  const waiting = await findFront(tx, skillGroupId, settings, limit);
  return { waiting, agents, settings, now: now.getTime(), names: new Map(present.map(({ id, name }) => [id, name])) };
}

/** How many could be given at the most; one at least, so that the decision sees that something waits. */
const roomOf = (agents: readonly Candidate[]) =>
  Math.max(
    1,
    agents
      .filter((agent) => agent.isMember && agent.state === 'ready')
      .reduce((sum, { capacity, load }) => sum + Math.max(0, capacity - load), 0),
  );
