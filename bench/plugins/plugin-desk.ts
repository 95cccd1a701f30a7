import { randomBytes } from 'node:crypto';
import { packPlugin } from '../../apps/server/src/testing/plugin-package.ts';
import { createHttp, type Http } from '../../packages/client/src/index.ts';
import { sessionCookie } from '../desk/credentials.ts';
import type { Desk } from '../desk/desk.ts';

type PackedPlugin = Parameters<typeof packPlugin>[0];

/** Who installs plugins on a desk that runs. */
export interface PluginDesk {
  readonly http: Http;
  install(plugin: PackedPlugin): Promise<void>;
  /** A package; it gets what it asks for. */
  upload(archive: Uint8Array): Promise<void>;
  /** The process in which it runs now; null: in none. */
  pidOf(pluginId: string): Promise<number | null>;
}

export async function openPluginDesk(desk: Desk): Promise<PluginDesk> {
  const cookie = await signInSuperAdministrator(desk);
  const url = `http://127.0.0.1:${desk.port}`;
  const headers = { cookie, origin: url };
  // A package is tried in a process of its own before it is installed: on a busy machine that takes long.
  const http = createHttp({ baseUrl: url, headers: () => headers, timeoutMs: 120_000 });
  const upload = async (archive: Uint8Array) => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(archive)]), 'plugin.tgz');
    const response = await fetch(`${url}/api/plugins/packages`, { method: 'POST', headers, body: form });
    if (!response.ok) throw new Error(`the package was refused: ${await response.text()}`);
    const read = (await response.json()) as { hash: string; plugin: { permissions: string[]; hosts: string[] } };
    await http.request('POST /api/plugins/packages/:hash/install', {
      params: { hash: read.hash },
      body: { permissions: read.plugin.permissions, hosts: read.plugin.hosts },
    });
  };
  return {
    http,
    install: (plugin) => upload(packPlugin(plugin)),
    upload,
    pidOf: async (id) => {
      const { nodes } = await http.request('GET /api/plugins/:id', { params: { id } });
      return nodes[0]?.pid ?? null;
    },
  };
}

/** Straight into the tables, like the agents: the door is limited to a few a minute. */
async function signInSuperAdministrator({ database, keys }: Desk): Promise<string> {
  const token = randomBytes(16).toString('hex');
  await database.pool.query(`update accounts set must_change_password = false where is_super_administrator`);
  await database.pool.query(
    `insert into sessions (id, token, account_id, expires_at)
     select gen_random_uuid(), $1, id, now() + interval '1 day' from accounts where is_super_administrator`,
    [token],
  );
  return sessionCookie(keys, token);
}
