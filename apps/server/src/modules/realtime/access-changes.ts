import type { CommittedEvent, LoggedEvent } from '../../platform/events/index.ts';
import type { AgentIdentity } from './session.ts';

/** Whose view of the desk has changed. */
export interface AccessChange {
  readonly accounts: readonly string[];
  readonly roles: readonly number[];
  /** Units of which others lie above or below now than before. */
  readonly units: readonly number[];
  /** The tree has changed: what is known of it must be read anew. */
  readonly tree: boolean;
}

/** Events after which an account may see or do something else. Their payloads name whom they concern. */
export const ACCESS_EVENTS = [
  'account.updated',
  'account.disabled',
  'account.enabled',
  'account.deleted',
  'account.password_reset',
  'role.updated',
  'role.deleted',
  'org_unit.created',
  'org_unit.moved',
  'org_unit.deleted',
  'super_administration.handed_over',
] as const;

interface Payload {
  readonly accountId?: string;
  readonly accountIds?: readonly string[];
  readonly roleId?: number;
  readonly unitId?: number;
  /** Of a moved unit: the ids from the root down to it, before and after. */
  readonly lineBefore?: readonly number[];
  readonly lineAfter?: readonly number[];
}

export function accessChangeOf(event: CommittedEvent | LoggedEvent): AccessChange | null {
  if (!ACCESS_EVENTS.includes(event.type as (typeof ACCESS_EVENTS)[number])) return null;
  const {
    accountId,
    accountIds = [],
    roleId,
    unitId,
    lineBefore = [],
    lineAfter = [],
  } = (event.payload ?? {}) as Payload;
  return {
    accounts: accountId === undefined ? accountIds : [accountId, ...accountIds],
    roles: roleId === undefined ? [] : [roleId],
    // Whoever stands above the unit before and after sees the same as before; whoever looked at a deleted one alone, nothing.
    units: [
      ...(event.type === 'org_unit.deleted' && unitId !== undefined ? [unitId] : []),
      ...lineBefore.filter((id) => !lineAfter.includes(id)),
      ...lineAfter.filter((id) => !lineBefore.includes(id)),
    ],
    tree: event.type.startsWith('org_unit.'),
  };
}

export function concerns(change: AccessChange, { id, account, scopeId }: AgentIdentity): boolean {
  return (
    change.accounts.includes(id) ||
    account.roles.some((role) => change.roles.includes(role.id)) ||
    change.units.includes(scopeId) ||
    change.units.includes(account.orgUnit.id)
  );
}
