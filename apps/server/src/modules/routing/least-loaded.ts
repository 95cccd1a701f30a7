export interface Candidate {
  readonly id: string;
  /** Conversations served now. */
  readonly load: number;
  /** Most that may be served. */
  readonly capacity: number;
}

/**
 * Gives each waiting conversation, in the order given, to the agent with the fewest, as long as there is room. Pure: the
 * same question has the same answer. Pairs of conversation id and agent id.
 */
export function assignLeastLoaded(
  waiting: readonly string[],
  agents: readonly Candidate[],
): [conversationId: string, agentId: string][] {
  const free = agents.filter((agent) => agent.load < agent.capacity).map((agent) => ({ ...agent }));
  const assignments: [string, string][] = [];
  for (const conversationId of waiting) {
    const chosen = free.reduce<(typeof free)[number] | undefined>(
      (best, agent) => (!best || agent.load < best.load ? agent : best),
      undefined,
    );
    if (!chosen) break;
    assignments.push([conversationId, chosen.id]);
    chosen.load += 1;
    if (chosen.load >= chosen.capacity) free.splice(free.indexOf(chosen), 1);
  }
  return assignments;
}
