import type { Thread } from '@cskefu/client';

/**
 * How long the visitor waited for an agent, all times together, in milliseconds; `since` while they still do. Null where
 * only a part of the thread is known and its head does not say it.
 */
export const waited = ({
  conversation,
  events,
  hasEarlier,
}: Thread): { total: number; since: number | null } | null => {
  const { createdAt, waitingSince, assignedAt } = conversation;
  if (hasEarlier) {
    if (waitingSince) return { total: 0, since: Date.parse(waitingSince) };
    return assignedAt ? { total: Date.parse(assignedAt) - Date.parse(createdAt), since: null } : null;
  }
  let total = 0;
  let since: number | null = null;
  for (const event of events) {
    if (event.type === 'conversation.waiting') since ??= Date.parse(event.at);
    if (event.type !== 'conversation.assigned' && event.type !== 'conversation.closed') continue;
    total += since === null ? 0 : Date.parse(event.at) - since;
    since = null;
  }
  return { total, since };
};
