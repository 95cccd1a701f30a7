import type { AgentReportQuery } from '@cskefu/contract';
import { oneOf } from '../../lib/one-of.ts';

export const groupings = ['agent', 'day', 'skill_group'] as const satisfies readonly AgentReportQuery['by'][];

export interface ReportsSearch {
  /** Days of this person's calendar, both included: 2026-07-01. */
  from?: string;
  to?: string;
  group?: number;
  agent?: string;
  by?: (typeof groupings)[number];
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const fitting = (form: RegExp, value: unknown) => (typeof value === 'string' && form.test(value) ? value : undefined);

/** What a report is about, as the address has it. */
export const reportsSearch = (search: Record<string, unknown>): ReportsSearch => {
  const group = Number(search['group']);
  const filters = {
    from: fitting(DAY, search['from']),
    to: fitting(DAY, search['to']),
    group: Number.isInteger(group) && group > 0 ? group : undefined,
    agent: fitting(/^[0-9a-f-]{36}$/, search['agent']),
    by: oneOf(groupings, search['by']),
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
};
