import type { WrapUpRule } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';

/** Whether a skill group wants a wrap-up. Until session settings say otherwise, it may be written and need not. */
export async function findWrapUpRule(_db: DatabaseReader, _skillGroupId: number): Promise<WrapUpRule> {
  return 'optional';
}
