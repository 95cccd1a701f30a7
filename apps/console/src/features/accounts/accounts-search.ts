import { idFrom, oneOf } from '../../lib/one-of.ts';

export const accountKinds = ['administrator', 'agent', 'sip_agent', 'ordinary', 'without_role'] as const;
export const accountStates = ['enabled', 'disabled'] as const;

export interface AccountsSearch {
  search?: string;
  unit?: number;
  role?: number;
  kind?: (typeof accountKinds)[number];
  state?: (typeof accountStates)[number];
  /** Where the page of the table begins; absent on the first one. */
  cursor?: string;
}

const textFrom = (value: unknown) => (value === undefined || value === '' ? undefined : String(value));

/** The filters of the list of accounts, as the address has them. */
export const accountsSearch = (search: Record<string, unknown>): AccountsSearch => {
  const filters = {
    search: textFrom(search['search']),
    unit: idFrom(search['unit']),
    role: idFrom(search['role']),
    kind: oneOf(accountKinds, search['kind']),
    state: oneOf(accountStates, search['state']),
    cursor: textFrom(search['cursor']),
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
};
