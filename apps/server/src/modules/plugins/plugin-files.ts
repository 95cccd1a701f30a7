import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SystemUser } from '@cskefu/plugin-host';
import type { Database } from '../../platform/database/index.ts';
import { hashOf, readPackage } from './package/read-package.ts';
import type { PluginHome } from './plugin-home.ts';

/** Where a version stands on this node. */
export interface PluginFolder {
  readonly folder: string;
  /** The file to import. */
  readonly entry: string;
  /** As whom it is to run. */
  readonly user: SystemUser | null;
}

/** Versions unpacked on this node, each in a folder named by its hash. */
export interface PluginFiles {
  /** Written anew from the database once in the life of a process: what has happened to a folder meanwhile does not count. */
  ensure(hash: string): Promise<PluginFolder>;
  /** Unpacks a package that is not in the database yet. */
  place(hash: string, files: ReadonlyMap<string, Buffer>): Promise<PluginFolder>;
  /** Removes every folder but these and those of the last minutes, which somebody may be trying. */
  keepOnly(hashes: ReadonlySet<string>): Promise<void>;
}

const RECENT_MS = 10 * 60_000;

export const createPluginFiles = (db: Database, home: PluginHome): PluginFiles => {
  const placed = new Map<string, { readonly folder: Promise<PluginFolder>; readonly at: number }>();

  const pull = async (hash: string): Promise<ReadonlyMap<string, Buffer>> => {
    const row = await db.selectFrom('plugin_blobs').select('bytes').where('hash', '=', hash).executeTakeFirst();
    if (!row) throw new Error(`the package ${hash} is not stored`);
    if (hashOf(row.bytes) !== hash) throw new Error(`the package ${hash} has been changed`);
    return readPackage(row.bytes).files;
  };

  const write = async (hash: string, files: ReadonlyMap<string, Buffer>): Promise<PluginFolder> => {
    const { folder: parent, user } = await home.choose();
    const folder = join(parent, hash);
    const draft = join(parent, `.${hash}-${crypto.randomUUID()}`);
    try {
      for (const [path, body] of files) {
        await mkdir(dirname(join(draft, path)), { recursive: true });
        await writeFile(join(draft, path), body);
      }
      if (user) await letRead(draft);
      await rm(folder, { recursive: true, force: true });
      await rename(draft, folder);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
    return { folder, entry: join(folder, 'dist/server.mjs'), user };
  };

  const once = (hash: string, make: () => Promise<PluginFolder>): Promise<PluginFolder> => {
    const known = placed.get(hash);
    if (known) return known.folder;
    const folder = make();
    placed.set(hash, { folder, at: performance.now() });
    folder.catch(() => placed.delete(hash));
    return folder;
  };

  return {
    ensure: (hash) => once(hash, async () => write(hash, await pull(hash))),
    place: (hash, files) => once(hash, () => write(hash, files)),
    keepOnly: async (hashes) => {
      for (const parent of home.folders)
        for (const name of await readdir(parent).catch(() => [])) {
          const at = placed.get(name.replace(/^\.?(\w+).*$/, '$1'))?.at;
          if (hashes.has(name) || (at !== undefined && performance.now() - at < RECENT_MS)) continue;
          placed.delete(name);
          await rm(join(parent, name), { recursive: true, force: true });
        }
    },
  };
};

/** Whoever the plugin runs as reads what is ours, whatever our umask is, and changes nothing. */
const letRead = async (folder: string) => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
};
