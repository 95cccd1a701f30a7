import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../config/index.ts';

/** The system user as which the embedded PostgreSQL runs when we are root; PostgreSQL itself refuses root. */
export interface ProcessUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'cskefu-postgres';

/** Null unless we are root. Creates the user at the first start. */
export async function userForPostgres(): Promise<ProcessUser | null> {
  if (process.getuid?.() !== 0) return null;
  const known = lookUp(NAME);
  if (known) return known;
  await createUser();
  const created = lookUp(NAME);
  if (!created)
    throw new StartupError(
      `The system user ${NAME} could not be created. Start as an ordinary user, or set DATABASE_URL.`,
    );
  return created;
}

function lookUp(name: string): ProcessUser | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
}

async function createUser(): Promise<void> {
  const run = promisify(execFile);
  const attempts: [string, string[]][] = [
    [
      'useradd',
      [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        '/usr/sbin/nologin',
        NAME,
      ],
    ],
    ['adduser', ['-S', '-D', '-H', NAME]],
  ];
  for (const [command, args] of attempts) {
    const done = await run(command, args).then(
      () => true,
      () => lookUp(NAME) !== null,
    );
    if (done) return;
  }
}

/** Whether this user may enter every folder on the way to `path`. */
export function canReach(path: string, user: ProcessUser): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** `folder` itself, or a stand-in below /var/lib where the user can reach it. */
export function reachableFolder(folder: string, user: ProcessUser | null): string {
  if (!user || canReach(join(folder, 'postgres'), user)) return folder;
  const standIn = systemFolder(folder);
  mkdirSync(standIn, { recursive: true, mode: 0o755 });
  return standIn;
}

/** A folder below /var/lib that always belongs to the same original. */
export function systemFolder(original: string): string {
  const folder = join('/var/lib/cskefu', createHash('sha256').update(original).digest('hex').slice(0, 12));
  mkdirSync(dirname(folder), { recursive: true, mode: 0o755 });
  return folder;
}
