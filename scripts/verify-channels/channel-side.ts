import type { Plugin } from '../../packages/plugin-sdk/src/index.ts';
import type { ChannelFixtures, DeskSide } from '../../packages/plugin-testkit/src/index.ts';
import { agentSide, until } from './agent-side.ts';
import type { Bench } from './open-bench.ts';

/** A desk with a channel to a provider, but for the way in which messages come. */
export async function channelSide(
  bench: Bench,
  plugin: Plugin,
  kind: string,
  fixtures: ChannelFixtures,
): Promise<Omit<DeskSide, 'receive'> & { readonly channelId: string }> {
  const { http, query, url, provider, skillGroupId } = bench;
  const { id: channelId } = await http.request('POST /api/channels', {
    body: {
      name: kind,
      skillGroupId,
      kind: `${plugin.id}/${kind}`,
      config: aimed(plugin, fixtures.config, provider.origin),
    },
  });
  const agent = agentSide(bench, async (threadId) => {
    const rows = await query<{ visitor_id: string }>(
      'select visitor_id from visitor_addresses where channel_id = $1 and thread_id = $2',
      [channelId, threadId],
    );
    return rows[0]?.visitor_id;
  });
  let before = 0;
  const marked =
    <A extends unknown[]>(act: (...given: A) => Promise<string>) =>
    (...given: A) => {
      before = provider.requests().length;
      return act(...given);
    };
  return {
    ...agent,
    channelId,
    deliver: async ({ method, path, query: params, headers, body }) => {
      const address = new URL(`${url}/c/${channelId}${path === '/' ? '' : path}`);
      address.search = new URLSearchParams(params).toString();
      const carried = method === 'GET' ? {} : { body: Buffer.from(body) };
      const answer = await fetch(address, { method, headers, ...carried });
      await answer.arrayBuffer();
      return answer.status;
    },
    storedRequests: async () => {
      const [row] = await query<{ count: string }>('select count(*) from inbound_requests where channel_id = $1', [
        channelId,
      ]);
      return Number(row?.count);
    },
    say: marked(agent.say),
    sayFile: marked(agent.sayFile),
    recall: async (threadId, messageId) => {
      await agent.delivery(threadId, messageId, 'sent');
      const asked = provider.requests().length;
      await agent.takeBack(threadId, messageId);
      return until(async () => provider.requests().length > asked, Boolean);
    },
    arrived: async (threadId, messageId) => {
      await agent.delivery(threadId, messageId, 'sent', 'delivered', 'read', 'failed');
      return provider
        .requests()
        .slice(before)
        .flatMap((request) => fixtures.provider?.carried?.(request) ?? []);
    },
  };
}

const FIELD = /^\{config\.([A-Za-z0-9_]+)\}$/;

/** The settings, with the addresses of the outside turned to the provider on this machine. */
const aimed = (plugin: Plugin, config: Readonly<Record<string, unknown>>, origin: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(config).map(([key, value]) => {
      const isAddress = plugin.net?.allow.some((entry) => FIELD.exec(entry)?.[1] === key);
      return [key, isAddress ? origin + new URL(String(value)).pathname : value];
    }),
  );
