import { makeDataFolder } from '../../bench/desk/data-folder.ts';
import { type Desk, openDesk } from '../../bench/desk/desk.ts';
import { freePort } from '../../bench/desk/free-port.ts';
import { populate } from '../../bench/desk/populate.ts';
import type { ServerProcess } from '../../bench/desk/server-process.ts';
import { createHttp, type Http } from '../../packages/client/src/index.ts';
import { type Provider, startProvider } from './provider.ts';

/** The server is the first node; a second one works on the same database, with a data folder of its own. */
export interface Nodes {
  first(): ServerProcess;
  /** Again, once it is gone. */
  startFirst(): Promise<void>;
  startSecond(): Promise<ServerProcess>;
}

/** A desk with one person who may do all that is needed, and a provider beside it. */
export interface Bench {
  readonly desk: Desk;
  readonly url: string;
  readonly provider: Provider;
  readonly http: Http;
  readonly cookie: string;
  readonly skillGroupId: number;
  /** A channel for web pages. */
  readonly webChannelId: string;
  query<T>(text: string, values?: readonly unknown[]): Promise<T[]>;
  readonly nodes: Nodes;
  /** Kills the server and starts it again. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const provider = await startProvider();
  const desk = await openDesk();
  const url = `http://127.0.0.1:${desk.port}`;
  const env = { CSKEFU_PLUGIN_PRIVATE_HOSTS: provider.host };
  let server: ServerProcess = await desk.startServer({ env });
  const start = async () => {
    server = await desk.startServer({ env });
  };
  const folders: ReturnType<typeof makeDataFolder>[] = [];
  const startSecond = async () => {
    const folder = makeDataFolder();
    folders.push(folder);
    const { user, host } = desk.postgres.connection;
    const database = `postgres://${user}@localhost/cskefu?host=${encodeURIComponent(host)}`;
    const port = String(await freePort());
    return desk.startServer({ env: { ...env, CSKEFU_DATA: folder.path, DATABASE_URL: database, CC_WEB_PORT: port } });
  };
  const query = async <T>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
    (await desk.database.pool.query(text, [...values])).rows as T[];

  const party = await populate(desk, { agents: 1, conversations: 1 });
  const id = party.agents.id(0);
  await query('update accounts set is_administrator = true where id = $1', [id]);
  // What the desk says by itself is not what is looked at here.
  await query(
    `insert into session_settings (org_unit_id, settings) select org_unit_id, '{"nobodyOn": false, "busyOn": false}' from accounts where id = $1`,
    [id],
  );
  // Away: whoever is ready would be given conversations by routing.
  await query(`update agents set wanted = 'away', state = 'away' where account_id = $1`, [id]);
  const [place] = await query<{ unit: number; channel: string }>(
    'select a.org_unit_id as unit, c.id as channel from accounts a join channels c on c.skill_group_id = a.org_unit_id where a.id = $1',
    [id],
  );
  const cookie = party.agentCookie(0);
  return {
    desk,
    url,
    provider,
    cookie,
    http: createHttp({ baseUrl: url, headers: () => ({ cookie, origin: url }) }),
    skillGroupId: place?.unit ?? 0,
    webChannelId: place?.channel ?? '',
    query,
    nodes: { first: () => server, startFirst: start, startSecond },
    kill: async () => {
      await server.kill();
      // What the dead held is free again after a minute or two: here at once.
      await query('update delivery_lanes set leased_until = now()');
      await query('update channel_leases set leased_until = now()');
      await start();
    },
    close: async () => {
      await server.stop();
      await desk.close();
      for (const folder of folders) folder.remove();
      await provider.stop();
    },
  };
}
