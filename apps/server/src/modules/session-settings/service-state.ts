import type { SessionSettings } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { isOpen } from './opening-hours.ts';
import { readSessionSettings } from './session-settings.store.ts';

/** Whether a visitor who comes now finds somebody. `nobody_there`: it is open, and no agent is ready or busy. */
export type ServiceState = 'open' | 'off_hours' | 'nobody_there';

/** So many skill groups an overflow is followed through. */
const DEPTH = 4;

/** What a visitor of a skill group finds at this moment. */
export async function findServiceState(db: DatabaseReader, skillGroupId: number, now: Date): Promise<ServiceState> {
  return serviceStateOf(db, skillGroupId, await readSessionSettings(db, skillGroupId), now);
}

/** The same, for whoever has read the settings already. Somebody to whom the group overflows is somebody. */
export async function serviceStateOf(
  db: DatabaseReader,
  skillGroupId: number,
  settings: SessionSettings,
  now: Date,
  depth = DEPTH,
): Promise<ServiceState> {
  if (!isOpen(settings, now)) return 'off_hours';
  if (await isSomebodyThere(db, skillGroupId)) return 'open';
  if (!settings.overflowOn || settings.overflowTo.kind !== 'skill_group' || depth === 0) return 'nobody_there';
  const { id } = settings.overflowTo;
  const beyond = await serviceStateOf(db, id, await readSessionSettings(db, id), now, depth - 1);
  return beyond === 'open' ? 'open' : 'nobody_there';
}

async function isSomebodyThere(db: DatabaseReader, skillGroupId: number): Promise<boolean> {
  const row = await db
    .selectFrom('accounts')
    .innerJoin('agents', 'agents.account_id', 'accounts.id')
    .select('accounts.id')
    .where('accounts.org_unit_id', '=', skillGroupId)
    .where('accounts.disabled_at', 'is', null)
    .where('accounts.is_super_administrator', '=', false)
    .where('agents.state', 'in', ['ready', 'busy'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
