import { randomUUID } from 'node:crypto';
import type { SingleSignOnFailure } from '@cskefu/contract';
import type { Database, DatabaseReader, DatabaseTransaction } from '../../../platform/database/index.ts';
import { appendEvents } from '../../../platform/events/index.ts';
import type { IdentityDependencies } from '../identity.ts';
import { makeUsername } from './make-username.ts';
import type { ProvidedIdentity, SingleSignOnConfig } from './single-sign-on.ts';

export type FoundPerson = { accountId: string } | { failure: SingleSignOnFailure };

/** One credential for each identity: providers are told apart, so that nobody is taken for their namesake elsewhere. */
const providerId = ({ issuer }: ProvidedIdentity) => `oidc:${issuer}`;

/**
 * Whose account an identity of the provider is. Linked before: that one. Else the account with an e-mail that the provider has verified, and
 * that an administrator, not the person, gave to the account; never the super administrator's. Else a new account, if new people are let in.
 */
export async function findPerson(
  dependencies: Pick<IdentityDependencies, 'db' | 'createPerson'>,
  config: SingleSignOnConfig,
  identity: ProvidedIdentity,
): Promise<FoundPerson> {
  try {
    return await findOrCreate(dependencies, config, identity);
  } catch (error) {
    const { code } = error as { code?: string };
    // The same person came twice at once, and the other was first.
    if (code === UNIQUE_VIOLATION) return findOrCreate(dependencies, config, identity);
    if (code === FOREIGN_KEY_VIOLATION) return { failure: 'no_account' };
    throw error;
  }
}

const UNIQUE_VIOLATION = '23505';
/** The org unit for new people does not exist. */
const FOREIGN_KEY_VIOLATION = '23503';

async function findOrCreate(
  { db, createPerson }: Pick<IdentityDependencies, 'db' | 'createPerson'>,
  config: SingleSignOnConfig,
  identity: ProvidedIdentity,
): Promise<FoundPerson> {
  const linked = await findLinked(db, identity);
  if (linked) return linked.disabled_at ? { failure: 'disabled' } : { accountId: linked.id };
  const namesake = identity.email === null ? undefined : await findByEmail(db, identity.email);
  if (namesake) {
    const mayLink = identity.emailVerified && !namesake.email_self_declared && !namesake.is_super_administrator;
    if (!mayLink) return { failure: 'not_linked' };
    if (namesake.disabled_at) return { failure: 'disabled' };
    await db.transaction().execute((tx) => link(tx, namesake, identity));
    return { accountId: namesake.id };
  }
  const { defaultOrgUnit } = config;
  if (defaultOrgUnit === null) return { failure: 'no_account' };
  return db.transaction().execute(async (tx) => {
    const accountId = await createPerson(tx, {
      username: await makeUsername(tx, identity),
      name: (identity.name ?? identity.preferredUsername ?? identity.email ?? identity.subject).slice(0, 60),
      email: identity.emailVerified ? identity.email : null,
      orgUnitId: defaultOrgUnit,
      role: config.defaultRole,
    });
    await link(tx, { id: accountId, org_unit_id: defaultOrgUnit }, identity);
    return { accountId };
  });
}

function findLinked(db: Database, identity: ProvidedIdentity) {
  return db
    .selectFrom('credentials')
    .innerJoin('accounts', 'accounts.id', 'credentials.account_id')
    .where('credentials.provider_id', '=', providerId(identity))
    .where('credentials.provider_account_id', '=', identity.subject)
    .select(['accounts.id', 'accounts.disabled_at'])
    .executeTakeFirst();
}

function findByEmail(db: DatabaseReader, email: string) {
  return db
    .selectFrom('accounts')
    .where('email', '=', email)
    .select(['id', 'org_unit_id', 'disabled_at', 'is_super_administrator', 'email_self_declared'])
    .executeTakeFirst();
}

async function link(
  tx: DatabaseTransaction,
  account: { id: string; org_unit_id: number },
  identity: ProvidedIdentity,
): Promise<void> {
  await tx
    .insertInto('credentials')
    .values({
      id: randomUUID(),
      account_id: account.id,
      provider_id: providerId(identity),
      provider_account_id: identity.subject,
    })
    .execute();
  const payload = { accountId: account.id, issuer: identity.issuer, subject: identity.subject, email: identity.email };
  await appendEvents(
    tx,
    [{ type: 'account.single_sign_on_linked', orgUnitId: account.org_unit_id, payload }],
    { kind: 'agent', id: account.id },
    new Date(),
  );
}
