import type { SessionSettings } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { inheritSessionSettings, type OwnSessionSettings } from './session-settings.ts';

interface SettingsOfUnit {
  readonly orgUnitId: number;
  readonly settings: OwnSessionSettings;
}

/** What the units from this one up to the root say, the nearest first; those that say nothing are absent. */
export async function findSessionLine(db: DatabaseReader, orgUnitId: number): Promise<SettingsOfUnit[]> {
  const rows = await db
    .selectFrom('org_units as unit')
    .innerJoin('session_settings as s', (join) =>
      join.on(sql<boolean>`s.org_unit_id = any (string_to_array(trim(both '/' from unit.path), '/')::int[])`),
    )
    .innerJoin('org_units as above', 'above.id', 's.org_unit_id')
    .select(['s.org_unit_id', 's.settings'])
    .where('unit.id', '=', orgUnitId)
    .orderBy(sql`length(above.path)`, 'desc')
    .execute();
  return rows.map((row) => ({ orgUnitId: row.org_unit_id, settings: row.settings as OwnSessionSettings }));
}

/** What counts in a skill group now. One look at the database, of a table with few rows. */
export async function readSessionSettings(db: DatabaseReader, skillGroupId: number): Promise<SessionSettings> {
  return inheritSessionSettings((await findSessionLine(db, skillGroupId)).map(({ settings }) => settings));
}

export async function saveSessionSettings(
  tx: DatabaseTransaction,
  orgUnitId: number,
  own: OwnSessionSettings,
): Promise<void> {
  const settings = JSON.stringify(own);
  await tx
    .insertInto('session_settings')
    .values({ org_unit_id: orgUnitId, settings })
    .onConflict((conflict) => conflict.column('org_unit_id').doUpdateSet({ settings }))
    .execute();
}
