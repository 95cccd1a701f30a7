import type { PresenceState } from '@cskefu/contract';
import { oneOf } from '../../lib/one-of.ts';

export const presenceStates = ['ready', 'away', 'busy', 'offline'] as const satisfies readonly PresenceState[];

export interface PresenceLogSearch {
  agent?: string;
  presence?: PresenceState;
  /** Days of this person's calendar, both included: 2026-07-01. */
  from?: string;
  to?: string;
}

const fitting = (form: RegExp, value: unknown) => (typeof value === 'string' && form.test(value) ? value : undefined);
const DAY = /^\d{4}-\d\d-\d\d$/;

/** The filters of the presence log, as the address has them. */
export const presenceLogSearch = (search: Record<string, unknown>): PresenceLogSearch => {
  const filters = {
    agent: fitting(/^[0-9a-f-]{36}$/, search['agent']),
    presence: oneOf(presenceStates, search['presence']),
    from: fitting(DAY, search['from']),
    to: fitting(DAY, search['to']),
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
};
