import type { Database } from '../../platform/database/index.ts';
import { findUnitsWithin } from '../organization/index.ts';
import type { AccountActor } from './actor.ts';

/** The org units whose things this account may see: its own and all below. */
export function visibleUnits(db: Database, actor: AccountActor): Promise<number[]> {
  return findUnitsWithin(db, actor.orgUnit.path);
}
