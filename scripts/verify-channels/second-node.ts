import type { ServerProcess } from '../../bench/desk/server-process.ts';
import type { PluginDesk } from '../../bench/plugins/plugin-desk.ts';
import type { PullingSide } from '../../packages/plugin-testkit/src/index.ts';
import { until } from './agent-side.ts';
import type { Bench } from './open-bench.ts';

/** What the dead one held is free again after a quarter of a minute; then the plugin has to be there. */
const LONGEST_MS = 120_000;

/** A second node of the same desk, which may come to hold the connection of a channel. */
export const secondNode = (
  { query, nodes }: Bench,
  plugins: PluginDesk,
  { pluginId, channelId }: { readonly pluginId: string; readonly channelId: string },
): Pick<PullingSide, 'join' | 'killHolder' | 'leave'> => {
  let second: ServerProcess | undefined;

  const readyNodes = async (): Promise<readonly string[]> => {
    const plugin = await plugins.http.request('GET /api/plugins/:id', { params: { id: pluginId } });
    return plugin.nodes.filter(({ phase }) => phase === 'ready').map(({ node }) => node);
  };
  /** The process that holds the connection now; undefined: none does. */
  const holder = async (): Promise<number | undefined> => {
    const [lease] = await query<{ node: string }>(
      `select node from channel_leases where channel_id = $1 and work = 'connect' and leased_until > now()`,
      [channelId],
    );
    return lease && Number(lease.node.split(' ')[1]);
  };
  const join = async (): Promise<void> => {
    const before = await readyNodes();
    second = await nodes.startSecond();
    const isThere = await until(readyNodes, (now) => now.some((node) => !before.includes(node)), LONGEST_MS);
    if (isThere.every((node) => before.includes(node))) throw new Error('the plugin does not run on the second node');
  };
  return {
    join,
    killHolder: async () => {
      const pid = await until(holder, (found) => found !== undefined);
      const isFirst = pid === nodes.first().pid;
      await (isFirst ? nodes.first() : second)?.kill();
      const heir = await until(holder, (found) => found !== undefined && found !== pid, LONGEST_MS);
      if (heir === undefined || heir === pid) throw new Error('no other node holds the connection');
      if (isFirst) await nodes.startFirst();
      else await join();
    },
    leave: async () => second?.stop(),
  };
};
