import { StartupError } from '../config/index.ts';
import { findOrCreateUser, isRoot, type SystemUser } from '../system-user/index.ts';

const NAME = 'cskefu-postgres';

/** Null unless we are root: PostgreSQL itself refuses root. Creates the user at the first start. */
export async function userForPostgres(): Promise<SystemUser | null> {
  if (!isRoot()) return null;
  const user = await findOrCreateUser(NAME);
  if (!user)
    throw new StartupError(
      `The system user ${NAME} could not be created. Start as an ordinary user, or set DATABASE_URL.`,
    );
  return user;
}
