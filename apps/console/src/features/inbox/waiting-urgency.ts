import type { Conversation } from '@cskefu/contract';

export type Urgency = 'calm' | 'soon' | 'late';

/** Seconds until a visitor has waited long, and too long. A target per skill group comes with its session settings. */
const limits = { waiting: { soon: 60, late: 180 }, silent: { soon: 120, late: 300 } } as const;

/**
 * Since when the visitor is waiting for us: for an agent, or for an answer to their last words. Null when it is the
 * visitor's turn, or nobody's.
 */
export const waitingSince = (row: Conversation): { since: string; kind: keyof typeof limits } | null => {
  if (row.state === 'waiting') return { since: row.waitingSince ?? row.createdAt, kind: 'waiting' };
  if (row.state === 'active' && row.lastMessage?.authorKind === 'visitor')
    return { since: row.lastMessage.at, kind: 'silent' };
  return null;
};

export const urgencyOf = (kind: keyof typeof limits, waitedMs: number): Urgency => {
  const { soon, late } = limits[kind];
  if (waitedMs >= late * 1_000) return 'late';
  return waitedMs >= soon * 1_000 ? 'soon' : 'calm';
};
