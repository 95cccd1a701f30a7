import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { StartupError } from '../../platform/config/index.ts';
import { isRoot, systemFolder } from '../../platform/system-user/index.ts';
import { installPlugin, packPlugin } from '../../testing/plugin-package.ts';
import { startDesk } from '../../testing/test-desk.ts';
import { createPluginHome } from './plugin-home.ts';

/** Starts a process with fewer rights. */
const SETPRIV = '/usr/bin/setpriv';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const dataFolder = (mode: number) => {
  const folder = mkdtempSync(join(tmpdir(), 'cskefu-home-'));
  chmodSync(folder, mode);
  folders.push(folder, systemFolder(folder));
  return folder;
};
const home = (wanted: string | null, folder = dataFolder(0o755)) => {
  const warn = vi.fn();
  return { ...createPluginHome({ dataFolder: folder, wanted, log: { warn } }), folder, warn };
};

test('a user that does not exist, or cannot be had, is a sentence at the start', () => {
  expect(() => home('nobody-of-this-name')).toThrow(StartupError);
  if (!isRoot()) expect(() => home('0:0')).toThrow(/Only root/);
});

test.skipIf(isRoot())('a desk that is not root runs plugins as itself', async () => {
  const { choose, folder } = home(null);
  expect(await choose()).toEqual({ folder: join(folder, 'plugins'), user: null });
});

describe.runIf(isRoot() && process.platform === 'linux')('a desk that is root', () => {
  test('runs plugins as a user of their own, as the one that is named, or as root if told so', async () => {
    const chosen = home(null);
    const { folder, user } = await chosen.choose();
    expect(folder).toBe(join(chosen.folder, 'plugins'));
    expect(user?.uid).toBeGreaterThan(0);
    expect(chosen.warn).not.toHaveBeenCalled();
    expect((await home('nobody').choose()).user?.uid).toBe(65_534);
    expect((await home('12345:12346').choose()).user).toEqual({ uid: 12_345, gid: 12_346 });
    expect((await home('root').choose()).user).toBeNull();
  });

  test('keeps their files where that user can enter', async () => {
    const closed = dataFolder(0o700);
    const { folder } = await home(null, closed).choose();
    expect(folder).toBe(join(systemFolder(closed), 'plugins'));
    expect(statSync(folder).mode & 0o777).toBe(0o755);
  });

  test.runIf(existsSync(SETPRIV))(
    'runs them as itself, and says so, where it may not change its user; unless a user was named',
    () => {
      const tell = (wanted: string) =>
        execFileSync(
          SETPRIV,
          ['--bounding-set=-setuid', process.execPath, '--input-type=module-typescript', '--eval', script(wanted)],
          { encoding: 'utf8' },
        );
      expect(tell('null')).toMatch(/^warned .* as root$/m);
      expect(tell('"nobody"')).toMatch(/^cannot run as nobody/m);
    },
  );

  test('runs an installed plugin as somebody who cannot change its files', async () => {
    const desk = await startDesk();
    try {
      const chief = await desk.buildAccount({ superAdministrator: true });
      const plugin = await installPlugin(desk, chief, packPlugin());
      expect(plugin.nodes).toEqual([expect.objectContaining({ phase: 'ready' })]);
      const status = readFileSync(`/proc/${plugin.nodes[0]?.pid}/status`, 'utf8');
      expect(status).not.toMatch(/^Uid:\s+0\b/m);
      expect(status).toMatch(/^CapEff:\t0+$/m);
      const { uid, mode } = statSync(join(desk.folder, 'plugins'));
      expect({ uid, mode: mode & 0o777 }).toEqual({ uid: 0, mode: 0o755 });
    } finally {
      await desk.stop();
    }
  });
});

const script = (wanted: string) => `
const { createPluginHome } = await import(${JSON.stringify(join(import.meta.dirname, 'plugin-home.ts'))});
const log = { warn: (_, words) => console.log('warned', words.replace(/:.*/, '')) };
const { choose } = createPluginHome({ dataFolder: ${JSON.stringify(dataFolder(0o755))}, wanted: ${wanted}, log });
console.log(await choose().then(({ user }) => user ? 'other' : 'as itself', ({ message }) => message.replace(/^plugins /, '')));
`;
