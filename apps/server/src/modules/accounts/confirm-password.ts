import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor } from '../access/index.ts';
import { type Auth, isPasswordOf } from '../identity/index.ts';

/** Makes sure that the person at the keyboard is the one who signed in. */
export type ConfirmPassword = (actor: AccountActor, password: string, cookie: string | undefined) => Promise<void>;

/** @throws {DomainError} wrong_credentials */
export const confirmByPassword =
  ({ db, auth }: { db: Database; auth: Auth }): ConfirmPassword =>
  async (actor, password) => {
    if (!(await isPasswordOf(db, auth, actor.id, password))) throw new DomainError('wrong_credentials');
  };
