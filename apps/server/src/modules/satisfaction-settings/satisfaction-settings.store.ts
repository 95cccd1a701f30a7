import type { OfferedReason, OwnSatisfactionSettings, SatisfactionSettings } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { formerReasons, inheritSatisfaction } from './satisfaction-settings.ts';

/** What a unit says; with the reasons that it has offered before. */
export interface SettingsOfUnit {
  readonly orgUnitId: number;
  readonly settings: OwnSatisfactionSettings;
  readonly retired: readonly OfferedReason[];
}

type StoredReason = OfferedReason & { readonly retired?: true };

/** What the units from this one up to the root say, the nearest first; those that say nothing are absent. */
export async function findSatisfactionLine(db: DatabaseReader, orgUnitId: number): Promise<SettingsOfUnit[]> {
  const rows = await db
    .selectFrom('org_units as unit')
    .innerJoin('satisfaction_settings as s', (join) =>
      join.on(sql<boolean>`s.org_unit_id = any (string_to_array(trim(both '/' from unit.path), '/')::int[])`),
    )
    .innerJoin('org_units as above', 'above.id', 's.org_unit_id')
    .selectAll('s')
    .where('unit.id', '=', orgUnitId)
    .orderBy(sql`length(above.path)`, 'desc')
    .execute();
  return rows.map((row) => {
    const stored = row.reasons as unknown as { inherit: boolean; reasons: StoredReason[] } | null;
    const { offered, retired } = split(stored?.reasons ?? []);
    const levels = row.levels as unknown as OwnSatisfactionSettings['levels'];
    return {
      orgUnitId: row.org_unit_id,
      settings: { levels, reasons: !stored || stored.inherit ? null : offered, comment: row.comment },
      retired,
    };
  });
}

function split(stored: readonly StoredReason[]) {
  const offered: OfferedReason[] = [];
  const retired: OfferedReason[] = [];
  for (const { retired: isRetired, ...reason } of stored) (isRetired ? retired : offered).push(reason);
  return { offered, retired };
}

/** What counts in a skill group, and the reasons whose words may still be asked for. */
export async function findSatisfactionSettings(
  db: DatabaseReader,
  skillGroupId: number,
): Promise<SatisfactionSettings & { former: OfferedReason[] }> {
  const line = await findSatisfactionLine(db, skillGroupId);
  const settings = inheritSatisfaction(line.map((unit) => unit.settings));
  const all = line.flatMap((unit) => [...(unit.settings.reasons ?? []), ...unit.retired]);
  return { ...settings, former: formerReasons(all, settings.reasons) };
}

/** What was offered once is kept with its words. */
export async function saveSatisfaction(
  tx: DatabaseTransaction,
  orgUnitId: number,
  own: OwnSatisfactionSettings,
  before: SettingsOfUnit | undefined,
): Promise<void> {
  const offered = own.reasons ?? [];
  const gone = [...(before?.settings.reasons ?? []), ...(before?.retired ?? [])].filter(
    ({ id }, at, all) => !offered.some((one) => one.id === id) && all.findIndex((one) => one.id === id) === at,
  );
  const reasons = [...offered, ...gone.slice(0, 100).map((reason) => ({ ...reason, retired: true }))];
  const columns = {
    levels: own.levels && JSON.stringify(own.levels),
    reasons: JSON.stringify({ inherit: own.reasons === null, reasons }),
    comment: own.comment,
  };
  await tx
    .insertInto('satisfaction_settings')
    .values({ org_unit_id: orgUnitId, ...columns })
    .onConflict((conflict) => conflict.column('org_unit_id').doUpdateSet(columns))
    .execute();
}
