import type { SecretBox } from '../../platform/config/index.ts';
import type { Database, DatabaseTransaction } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { FileStorage } from '../../platform/files/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import { type AccountActor, actorFor, type RunUseCase } from '../access/index.ts';
import { findAccount } from './accounts.store.ts';
import type { Auth } from './auth.ts';
import type { DeviceCookies } from './guard/known-devices.ts';
import type { NewPerson, SingleSignOnConfig } from './single-sign-on/single-sign-on.ts';

/** All that the module is given by the composition root. */
export interface IdentityDependencies {
  readonly auth: Auth;
  readonly db: Database;
  readonly run: RunUseCase;
  readonly log: Logger;
  readonly storage: FileStorage;
  readonly secrets: SecretBox;
  /** Signs the cookies of known browsers, and hashes recovery codes. */
  readonly deviceCookies: DeviceCookies;
  readonly recoveryCodeKey: Buffer;
  readonly publicUrl: string | undefined;
  readonly keepPassword: boolean;
  /** Null: there is no provider. */
  readonly singleSignOn: SingleSignOnConfig | null;
  /** Makes the account of somebody whom the provider sends for the first time; answers with its id. */
  readonly createPerson: (tx: DatabaseTransaction, person: NewPerson) => Promise<string>;
  /** The session has ended: its open browsers must hear of it. */
  readonly onSignedOut: (accountId: string, sessionToken: string | null) => void;
  readonly readSessionToken: (cookieHeader: string | undefined) => string | null;
}

/**
 * The account as an actor.
 * @throws {DomainError} unauthenticated, if it is gone or switched off
 */
export async function loadActor(
  { db, keepPassword }: Pick<IdentityDependencies, 'db' | 'keepPassword'>,
  accountId: string,
): Promise<AccountActor> {
  const account = await findAccount(db, accountId);
  if (!account) throw new DomainError('unauthenticated');
  return actorFor(account, { keepPassword });
}
