import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

/** A user of the system as which a process of ours runs when we are root. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Null where there is none of this name. */
export function findUser(name: string): SystemUser | null {
  if (!existsSync('/etc/passwd')) return null;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  // Some count downwards: nobody is -2 on macOS, which is the highest number but one.
  return uid && gid ? { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 } : null;
}

/** Creates it, if need be, as one that nobody can sign in as. Null where that is not possible. */
export async function findOrCreateUser(name: string): Promise<SystemUser | null> {
  if (!findUser(name)) await createUser(name);
  return findUser(name);
}

async function createUser(name: string): Promise<void> {
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
        name,
      ],
    ],
    ['adduser', ['-S', '-D', '-H', name]],
  ];
  for (const [command, args] of attempts) {
    const done = await run(command, args).then(
      () => true,
      () => findUser(name) !== null,
    );
    if (done) return;
  }
}
