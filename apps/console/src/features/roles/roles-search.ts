import { oneOf } from '../../lib/one-of.ts';

export const roleTabs = ['permissions', 'people'] as const;
export type RoleTab = (typeof roleTabs)[number];

export interface RolesSearch {
  tab?: RoleTab;
}

/** What of the address belongs to the page of the roles. */
export const rolesSearch = (search: Record<string, unknown>): RolesSearch => {
  const tab = oneOf(roleTabs, search['tab']);
  return tab ? { tab } : {};
};
