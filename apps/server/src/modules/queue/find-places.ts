import type { Database } from '../../platform/database/index.ts';
import { findRoutingSettingsOf } from '../routing-settings/index.ts';
import { estimateWait } from './estimate-wait.ts';
import { findPlacesOf, measurePace } from './queue.store.ts';

/** Where somebody stands in the queue, and how long it will probably take. */
export interface QueuePlace {
  readonly conversationId: string;
  readonly place: number;
  readonly estimateSeconds: number | null;
}

/** The places of these conversations in these skill groups: each group is gone through once, however many ask. */
export async function findPlaces(
  db: Database,
  skillGroupIds: readonly number[],
  conversationIds: readonly string[],
): Promise<QueuePlace[]> {
  const groups = await findRoutingSettingsOf(db, skillGroupIds);
  const [places, paces] = await Promise.all([
    findPlacesOf(db, groups, conversationIds),
    measurePace(db, groups, new Date()),
  ]);
  return places.map(({ id, skill_group_id, place }) => {
    const pace = paces.get(skill_group_id);
    return { conversationId: id, place, estimateSeconds: pace ? estimateWait(place, pace) : null };
  });
}
