import type { OwnRoutingSettings, RoutingSettings, RoutingStrategy } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { inheritSettings } from './routing-settings.ts';

interface SettingsOfUnit {
  readonly orgUnitId: number;
  readonly settings: OwnRoutingSettings;
}

/** What the units from this one up to the root say, the nearest first; those that say nothing are absent. */
export async function findSettingsLine(db: DatabaseReader, orgUnitId: number): Promise<SettingsOfUnit[]> {
  return (await findSettingsLines(db, [orgUnitId])).get(orgUnitId) ?? [];
}

/** The same for many, in one question. */
async function findSettingsLines(
  db: DatabaseReader,
  orgUnitIds: readonly number[],
): Promise<Map<number, SettingsOfUnit[]>> {
  const rows = await db
    .selectFrom('org_units as unit')
    .innerJoin('routing_settings as s', (join) =>
      join.on(sql<boolean>`s.org_unit_id = any (string_to_array(trim(both '/' from unit.path), '/')::int[])`),
    )
    .innerJoin('org_units as above', 'above.id', 's.org_unit_id')
    .selectAll('s')
    .select('unit.id as below')
    .where('unit.id', '=', sql<number>`any (${orgUnitIds}::int[])`)
    .orderBy(sql`length(above.path)`, 'desc')
    .execute();
  const lines = new Map<number, SettingsOfUnit[]>(orgUnitIds.map((id) => [id, []]));
  for (const row of rows)
    lines.get(row.below)?.push({
      orgUnitId: row.org_unit_id,
      settings: {
        strategy: row.strategy as RoutingStrategy | null,
        maxPerAgent: row.max_per_agent,
        lastAgentFirst: row.last_agent_first,
        batchSize: row.batch_size,
        ageingMinutes: row.ageing_minutes,
      },
    });
  return lines;
}

/** What counts in a skill group. */
export async function findRoutingSettings(db: DatabaseReader, skillGroupId: number): Promise<RoutingSettings> {
  return inheritSettings((await findSettingsLine(db, skillGroupId)).map(({ settings }) => settings));
}

/** What counts in each of these skill groups. */
export async function findRoutingSettingsOf(
  db: DatabaseReader,
  skillGroupIds: readonly number[],
): Promise<Map<number, RoutingSettings>> {
  const lines = await findSettingsLines(db, skillGroupIds);
  return new Map([...lines].map(([id, line]) => [id, inheritSettings(line.map(({ settings }) => settings))]));
}

export async function saveSettings(tx: DatabaseTransaction, orgUnitId: number, own: OwnRoutingSettings): Promise<void> {
  const columns = {
    strategy: own.strategy,
    max_per_agent: own.maxPerAgent,
    last_agent_first: own.lastAgentFirst,
    batch_size: own.batchSize,
    ageing_minutes: own.ageingMinutes,
  };
  await tx
    .insertInto('routing_settings')
    .values({ org_unit_id: orgUnitId, ...columns })
    .onConflict((conflict) => conflict.column('org_unit_id').doUpdateSet(columns))
    .execute();
}
