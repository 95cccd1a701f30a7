/** Reads what the provider of the benchmark sends: one message for each request. */
export const inboundPlugin = {
  id: 'bench.provider',
  manifest: {
    channels: {
      hook: {
        title: 'Hook',
        transport: 'webhook' as const,
        config: {},
        capabilities: { text: { maxLength: 5_000 } },
        can: ['parse' as const],
      },
    },
  },
  body: `channels: { hook: {
    title: 'Hook', transport: 'webhook', config: {}, capabilities: { text: { maxLength: 5000 } },
    parse: ({ body }) => {
      const { id, from, at, text } = JSON.parse(new TextDecoder().decode(body));
      const sender = { namespace: 'bench', externalId: from, name: from };
      return [{ type: 'message', externalId: id, thread: { id: from, model: 'contact' }, sender, at, parts: [{ kind: 'text', text }] }];
    },
    health: async () => ({ ok: true }),
  } }`,
};

/** As the channels of the desk name it. */
export const INBOUND_KIND = 'bench.provider/hook';
