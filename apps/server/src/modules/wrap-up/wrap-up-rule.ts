import type { WrapUpRule } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { readSessionSettings } from '../session-settings/index.ts';

/** Whether a skill group wants a wrap-up: not at all, as one likes, or of every conversation. */
export async function findWrapUpRule(db: DatabaseReader, skillGroupId: number): Promise<WrapUpRule> {
  return (await readSessionSettings(db, skillGroupId)).wrapUp;
}
