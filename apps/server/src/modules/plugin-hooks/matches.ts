import type { HookFilter } from '@cskefu/plugin-sdk';

/** What filters compare with; null where it does not apply, which no filter matches. */
export interface Facts {
  readonly channelKind: string | null;
  readonly channelId: string | null;
  readonly messageKind: string | null;
  readonly authorKind: string | null;
}

const KEYS = ['channelKind', 'channelId', 'messageKind', 'authorKind'] as const;

/** Whether something passes a filter of a manifest: in each list that is given, one entry fits. */
export const matches = (filter: HookFilter, facts: Facts): boolean =>
  KEYS.every((key) => {
    const wanted = filter[key];
    const fact = facts[key];
    return wanted === undefined || (fact !== null && wanted.includes(fact));
  });
