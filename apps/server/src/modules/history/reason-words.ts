import type { Locale } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { findSatisfactionSettings } from '../satisfaction-settings/index.ts';

/** Words for the reasons of ratings, as each skill group has them; learnt group by group. */
export function createReasonWords(db: DatabaseReader, locale: Locale) {
  const known = new Map<number, Map<string, string>>();
  return {
    learn: async (skillGroupIds: readonly number[]) => {
      for (const id of new Set(skillGroupIds)) {
        if (known.has(id)) continue;
        const { reasons, former } = await findSatisfactionSettings(db, id);
        known.set(id, new Map([...former, ...reasons].map((reason) => [reason.id, reason.words[locale]])));
      }
    },
    wordsOf: (skillGroupId: number, reason: string) => known.get(skillGroupId)?.get(reason) ?? reason,
  };
}
