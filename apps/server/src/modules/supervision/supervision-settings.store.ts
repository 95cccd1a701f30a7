import type { AwayReason, OwnSupervisionSettings, SupervisionSettings } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { readSessionSettings } from '../session-settings/index.ts';
import { inheritSettings } from './supervision-settings.ts';

/** What units say, by their ids. Those that say nothing are absent. */
export type SettingsByUnit = ReadonlyMap<number, OwnSupervisionSettings>;

/** What the whole desk says: few units say anything. */
export async function findAllSettings(db: DatabaseReader): Promise<SettingsByUnit> {
  const rows = await db.selectFrom('supervision_settings').selectAll().execute();
  return new Map(
    rows.map((row) => [
      row.org_unit_id,
      {
        answerWithinSeconds: row.answer_within_seconds,
        serviceLevelTarget: row.service_level_target,
        alarmWaiting: row.alarm_waiting,
        alarmLongestWaitSeconds: row.alarm_longest_wait_seconds,
        alarmServiceLevel: row.alarm_service_level,
        alarmNoAgentReady: row.alarm_no_agent_ready,
        awayReasons: row.away_reasons as AwayReason[] | null,
      },
    ]),
  );
}

/** The units from one up to the root, the nearest first, from its path. */
export const lineOf = (path: string): number[] => path.slice(1, -1).split('/').map(Number).reverse();

/** What counts in a unit. */
export function settingsAt(all: SettingsByUnit, path: string): SupervisionSettings {
  return inheritSettings(lineOf(path).flatMap((id) => all.get(id) ?? []));
}

/** In which the days of the desk begin: that of its root. */
export async function findDeskTimeZone(db: DatabaseReader): Promise<string> {
  const root = await db.selectFrom('org_units').select('id').where('parent_id', 'is', null).executeTakeFirstOrThrow();
  return (await readSessionSettings(db, root.id)).timeZone;
}

export async function saveSettings(
  tx: DatabaseTransaction,
  orgUnitId: number,
  own: OwnSupervisionSettings,
): Promise<void> {
  const columns = {
    answer_within_seconds: own.answerWithinSeconds,
    service_level_target: own.serviceLevelTarget,
    alarm_waiting: own.alarmWaiting,
    alarm_longest_wait_seconds: own.alarmLongestWaitSeconds,
    alarm_service_level: own.alarmServiceLevel,
    alarm_no_agent_ready: own.alarmNoAgentReady,
    away_reasons: sql<string | null>`${own.awayReasons === null ? null : JSON.stringify(own.awayReasons)}::jsonb`,
  };
  await tx
    .insertInto('supervision_settings')
    .values({ org_unit_id: orgUnitId, ...columns })
    .onConflict((conflict) => conflict.column('org_unit_id').doUpdateSet(columns))
    .execute();
}
