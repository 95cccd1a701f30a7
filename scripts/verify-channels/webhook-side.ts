import { manifestOf, type Plugin } from '../../packages/plugin-sdk/src/index.ts';
import { type ChannelFixtures, type DeskSide, signedWebhook } from '../../packages/plugin-testkit/src/index.ts';
import { channelSide } from './channel-side.ts';
import type { Bench } from './open-bench.ts';

/** A desk with a channel whose provider calls it. */
export async function webhookSide(
  bench: Bench,
  plugin: Plugin,
  kind: string,
  fixtures: ChannelFixtures,
): Promise<DeskSide> {
  const manifest = manifestOf(plugin).channels[kind];
  const { message } = fixtures.webhooks ?? {};
  if (!manifest || !message) throw new Error(`${plugin.id}/${kind}: fixtures.webhooks.message is missing`);
  const channel = await channelSide(bench, plugin, kind, fixtures);
  return {
    ...channel,
    receive: async (sample) => {
      const status = await channel.deliver(signedWebhook(manifest, fixtures.config, message(sample, fixtures.config)));
      if (status !== 200) throw new Error(`the desk answered ${status} to a message`);
    },
  };
}
