import type { AccountProfile, Locale } from '@cskefu/contract';
import type { UnitRef } from '../organization/org-units.ts';
import type { AccountChange, NewAccount } from './accounts.ts';

/** An account as its form has it. */
export interface AccountForm {
  name: string;
  username: string;
  email: string;
  mobile: string;
  locale: Locale;
  orgUnitId: UnitRef | null;
  roleIds: number[];
  administrator: boolean;
  agent: boolean;
  extension: string;
  /** Null: as the unit says. */
  maxConversations: number | null;
  password: string;
}

export const accountFields = [
  'name',
  'username',
  'email',
  'mobile',
  'locale',
  'orgUnitId',
  'roleIds',
  'administrator',
  'agent',
  'extension',
  'maxConversations',
  'password',
] as const satisfies readonly (keyof AccountForm)[];

export const emptyForm = (unit: UnitRef | null, locale: Locale): AccountForm => ({
  name: '',
  username: '',
  email: '',
  mobile: '',
  locale,
  orgUnitId: unit,
  roleIds: [],
  administrator: false,
  agent: false,
  extension: '',
  maxConversations: null,
  password: '',
});

export const formOf = (account: AccountProfile): AccountForm => ({
  name: account.name,
  username: account.username,
  email: account.email ?? '',
  mobile: account.mobile ?? '',
  locale: account.locale,
  orgUnitId: account.orgUnit,
  roleIds: account.roles.map(({ id }) => id),
  administrator: account.administrator,
  agent: account.agent,
  extension: account.extension ?? '',
  maxConversations: account.maxConversations,
  password: '',
});

export const newAccountOf = ({ maxConversations: _, ...form }: AccountForm, unitId: number): NewAccount => ({
  ...form,
  mobile: form.mobile.trim() || null,
  extension: form.agent ? form.extension.trim() || null : null,
  orgUnitId: unitId,
});

const sameIds = (one: readonly number[], other: readonly number[]) =>
  [...one].sort((a, b) => a - b).join() === [...other].sort((a, b) => a - b).join();

/** Only what differs: what is absent stays, and what one may not change is not sent. */
export const changeOf = (before: AccountForm, after: AccountForm): AccountChange => ({
  ...(after.name !== before.name && { name: after.name }),
  ...(after.username !== before.username && { username: after.username }),
  ...(after.email !== before.email && { email: after.email }),
  ...(after.mobile !== before.mobile && { mobile: after.mobile.trim() || null }),
  ...(after.locale !== before.locale && { locale: after.locale }),
  ...(after.orgUnitId && after.orgUnitId.id !== before.orgUnitId?.id && { orgUnitId: after.orgUnitId.id }),
  ...(!sameIds(after.roleIds, before.roleIds) && { roleIds: after.roleIds }),
  ...(after.administrator !== before.administrator && { administrator: after.administrator }),
  ...(after.agent !== before.agent && { agent: after.agent }),
  ...(after.agent &&
    after.maxConversations !== before.maxConversations && { maxConversations: after.maxConversations }),
  ...(after.extension !== before.extension && { extension: after.extension.trim() || null }),
});
