import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemUser } from '@cskefu/plugin-host';
import { StartupError } from '../../platform/config/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import {
  ANYBODY,
  canReach,
  findOrCreateUser,
  findUser,
  isRoot,
  systemFolder,
} from '../../platform/system-user/index.ts';

/** Where the files of plugins stand on this node, and as whom they run. */
export interface Home {
  readonly folder: string;
  /** Null: as the desk does. */
  readonly user: SystemUser | null;
}

export interface PluginHome {
  /** Chosen when the first plugin of others comes; until then nothing is created. */
  choose(): Promise<Home>;
  /** Where files of plugins may stand from earlier lives. */
  readonly folders: readonly string[];
}

interface HomeParts {
  readonly dataFolder: string;
  /** A name, or `uid:gid`; null: chosen here. */
  readonly wanted: string | null;
  readonly log: Pick<Logger, 'warn'>;
}

/** Not that of PostgreSQL, which plugins could signal then. */
const NAME = 'cskefu-plugins';
const LAST_RESORT = 'nobody';

/**
 * Where the desk is root, plugins are somebody else, who can read their files, change none, and send no signal to the desk.
 * @throws {StartupError} if the user that is wanted cannot be had.
 */
export const createPluginHome = ({ dataFolder, wanted, log }: HomeParts): PluginHome => {
  const named = wanted === null ? null : readUser(wanted);
  const plain: Home = { folder: join(dataFolder, 'plugins'), user: null };
  const standIn = join(systemFolder(dataFolder), 'plugins');
  const choose = async (): Promise<Home> => {
    if (!isRoot() || named?.uid === 0) return plain;
    const folder = canReach(plain.folder, ANYBODY) ? plain.folder : standIn;
    const user = named ?? (await findOrCreateUser(NAME)) ?? findUser(LAST_RESORT);
    const problem = user ? await problemOf(user, folder) : 'there is no other user, and none could be created';
    if (problem === null) return { folder, user };
    if (named) throw new Error(`plugins cannot run as ${wanted}: ${problem}`);
    log.warn({ problem }, 'plugins run as root: see CSKEFU_PLUGIN_USER');
    return plain;
  };
  let chosen: Promise<Home> | undefined;
  return {
    folders: [plain.folder, standIn],
    choose: () => {
      chosen ??= choose();
      return chosen;
    },
  };
};

const readUser = (wanted: string): SystemUser => {
  const [uid, gid] = wanted.split(':').map(Number);
  const user = gid === undefined ? findUser(wanted) : { uid: uid ?? 0, gid };
  if (!user) throw new StartupError(`There is no system user ${wanted}. Create it, or change CSKEFU_PLUGIN_USER.`);
  if (!isRoot() && user.uid !== process.getuid?.())
    throw new StartupError(`Only root can run plugins as ${wanted}. Start as root, or leave CSKEFU_PLUGIN_USER empty.`);
  return user;
};

const problemOf = async (user: SystemUser, folder: string): Promise<string | null> => {
  if (!(await canRule(user).catch(() => false))) return 'this process may not start and end processes of others';
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    chmodSync(folder, 0o755);
  } catch (error) {
    return (error as Error).message;
  }
  return canReach(join(folder, 'inside'), ANYBODY) ? null : `others cannot enter ${folder}`;
};

/** Root in a container may have fewer rights than its name says. Rejects, too, if not. */
const canRule = (user: SystemUser): Promise<boolean> =>
  new Promise((resolve) => {
    const child = spawn('/bin/sh', ['-c', 'read -r word'], {
      // Node takes signed numbers here, and unsigned ones elsewhere.
      uid: user.uid | 0,
      gid: user.gid | 0,
      cwd: '/',
      env: {},
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.once('error', () => {
      child.stdin?.destroy();
      resolve(false);
    });
    child.once('exit', (_, signal) => resolve(signal === 'SIGKILL'));
    child.kill('SIGKILL');
  });
