import type { Account, Locale, NotificationPreferences } from '@cskefu/contract';
import type { DatabaseReader } from '../../../platform/database/index.ts';
import type { AccountActor } from '../../access/index.ts';
import { avatarUrl } from './avatar.ts';

const NOTIFICATIONS: NotificationPreferences = { sound: true, desktop: true, emailDigest: false };

/** An account as its owner sees it. */
export async function presentAccount(db: DatabaseReader, actor: AccountActor): Promise<Account> {
  const profile = await db
    .selectFrom('accounts')
    .select(['email', 'mobile', 'avatar_hash', 'notifications'])
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow();
  return {
    id: actor.id,
    username: actor.username,
    name: actor.name,
    email: profile.email,
    mobile: profile.mobile,
    avatarUrl: avatarUrl(actor.id, profile.avatar_hash),
    locale: actor.locale as Locale,
    notifications: { ...NOTIFICATIONS, ...(profile.notifications as Partial<NotificationPreferences>) },
    orgUnit: { id: actor.orgUnit.id, name: actor.orgUnit.name },
    roles: actor.roles.map(({ id, name }) => ({ id, name })),
    administrator: actor.isAdministrator,
    superAdministrator: actor.isSuperAdministrator,
    agent: actor.isAgent,
    permissions: [...actor.permissions],
    passwordChangeRequired: actor.passwordChangeRequired,
  };
}
