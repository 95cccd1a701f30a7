import type { PublicChannel } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { readSessionSettings } from '../session-settings/index.ts';

/** Whether a skill group's visitors are asked what they think: of itself at the end, only by the agent, or never. */
export async function asksRating(db: DatabaseReader, skillGroupId: number): Promise<PublicChannel['asksRating']> {
  const { satisfactionOn, satisfactionAsk } = await readSessionSettings(db, skillGroupId);
  return satisfactionOn ? satisfactionAsk : 'never';
}
