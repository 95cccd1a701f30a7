export const userCentreTabs = ['profile', 'security', 'notifications', 'api-tokens'] as const;
export type UserCentreTab = (typeof userCentreTabs)[number];

const isTab = (value: unknown): value is UserCentreTab => userCentreTabs.includes(value as UserCentreTab);

/** Which tab is open stands in the address. */
export const userCentreSearch = (search: Record<string, unknown>): { tab?: UserCentreTab } =>
  isTab(search['tab']) ? { tab: search['tab'] } : {};
