import { oneOf } from '../../lib/one-of.ts';

export const unitTabs = ['people', 'skillGroup', 'regions', 'channels'] as const;
export type UnitTab = (typeof unitTabs)[number];

export interface OrganizationSearch {
  tab?: UnitTab;
}

/** What of the address belongs to the page of the organization. */
export const organizationSearch = (search: Record<string, unknown>): OrganizationSearch => {
  const tab = oneOf(unitTabs, search['tab']);
  return tab ? { tab } : {};
};
