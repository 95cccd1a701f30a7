import type { AuditCategory } from '@cskefu/contract';
import { oneOf } from '../../lib/one-of.ts';

export const auditCategories = [
  'sign_in',
  'accounts',
  'roles',
  'organization',
  'channels',
  'access',
  'export',
  'supervision',
  'system',
] as const satisfies readonly AuditCategory[];

export interface AuditSearch {
  category?: AuditCategory;
  /** Id of the account that did it. */
  actor?: string;
  /** What it was done to: `account:…`, `role:3`. */
  subject?: string;
  /** Days of this person's calendar, both included: 2026-07-01. */
  from?: string;
  to?: string;
}

const fitting = (form: RegExp, value: unknown) => (typeof value === 'string' && form.test(value) ? value : undefined);

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The filters of the audit, as the address has them. */
export const auditSearch = (search: Record<string, unknown>): AuditSearch => {
  const filters = {
    category: oneOf(auditCategories, search['category']),
    actor: fitting(/^[0-9a-f-]{36}$/, search['actor']),
    subject: fitting(/^[a-z-]+:.+$/, search['subject']),
    from: fitting(DAY, search['from']),
    to: fitting(DAY, search['to']),
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
};
