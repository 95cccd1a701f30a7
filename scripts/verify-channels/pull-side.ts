import { openPluginDesk } from '../../bench/plugins/plugin-desk.ts';
import type { Plugin } from '../../packages/plugin-sdk/src/index.ts';
import { askedProvider, type ChannelFixtures, type DeskSide } from '../../packages/plugin-testkit/src/index.ts';
import { channelSide } from './channel-side.ts';
import type { Bench } from './open-bench.ts';
import { secondNode } from './second-node.ts';

/** So long a question is kept open: two nodes that ask are seen to. */
const OPEN_MS = 300;

/** A desk with a channel that asks its provider itself. */
export async function pullSide(
  bench: Bench,
  plugin: Plugin,
  kind: string,
  fixtures: ChannelFixtures,
): Promise<DeskSide> {
  const provider = askedProvider(fixtures, OPEN_MS);
  bench.provider.divert(provider.answer);
  const channel = await channelSide(bench, plugin, kind, fixtures);
  const about = { pluginId: plugin.id, channelId: channel.channelId };
  const second = secondNode(bench, await openPluginDesk(bench.desk), about);
  const { asked, mostAtOnce, trouble } = provider;
  return {
    ...channel,
    receive: async (message) => provider.wait(message),
    pulling: { asked, mostAtOnce, trouble, ...second },
  };
}
