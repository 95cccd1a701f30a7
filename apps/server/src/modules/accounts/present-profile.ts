import type { AccountProfile, Locale } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { avatarUrl } from '../identity/index.ts';
import { type AccountDetails, findAccounts } from './accounts.store.ts';

export function presentProfile(account: AccountDetails): AccountProfile {
  return {
    id: account.id,
    username: account.username,
    name: account.name,
    email: account.email,
    mobile: account.mobile,
    avatarUrl: avatarUrl(account.id, account.avatarHash),
    locale: account.locale as Locale,
    orgUnit: { id: account.orgUnit.id, name: account.orgUnit.name },
    roles: account.roles.map(({ id, name }) => ({ id, name })),
    superAdministrator: account.isSuperAdministrator,
    administrator: account.isAdministrator,
    agent: account.isAgent,
    extension: account.extension,
    maxConversations: account.maxConversations,
    disabled: account.disabledAt !== null,
    twoFactor: account.hasSecondFactor,
    createdAt: account.createdAt.toISOString(),
    lastSeenAt: account.lastSeenAt?.toISOString() ?? null,
  };
}

/** An account as it is after what the transaction did. */
export async function presentChanged(ctx: UseCaseContext<AccountActor>, id: string): Promise<AccountProfile> {
  const [account] = await findAccounts(ctx.tx, [id]);
  if (!account) throw new DomainError('not_found');
  return presentProfile(account);
}
