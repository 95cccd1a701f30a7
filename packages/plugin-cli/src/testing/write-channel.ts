import { writePlugin } from './write-plugin.ts';

const SOURCE = `import { defineChannel, definePlugin, jsonOf } from '@cskefu/plugin-sdk';

const plume = defineChannel({
  title: '%name%', transport: 'webhook',
  config: { secret: { type: 'string', title: '%name%', secret: true } },
  capabilities: { text: { maxLength: 100 } },
  signature: { header: 'X-Plume-Signature', algorithm: 'sha256', encoding: 'hex', secretField: 'secret', timestamp: { header: 'X-Plume-Time', toleranceS: 300 } },
  parse: ({ body }, { config }) => {
    const { id, text } = jsonOf(body) as { id: string; text: string };
    const sender = { namespace: 'plume', externalId: 'u1', name: String(config.secret) };
    return [{ type: 'message', externalId: id, thread: { id: 'u1', model: 'contact' }, sender, at: 0, parts: [{ kind: 'text', text }] }];
  },
  health: async () => ({ ok: true }),
});

export default definePlugin({ id: 'acme.plume', name: '%name%', version: '1.0.0', api: '^1.0', permissions: [], channels: { plume } });
`;

export const recorded = {
  config: { secret: 's3cret' },
  request: {
    method: 'POST',
    path: '/',
    query: {},
    headers: { 'content-type': 'application/json' },
    body: '{"id":"m1","text":"你好"}',
  },
};

/** A plugin with one signed channel and one recorded request. */
export const writeChannel = (transport: 'webhook' | 'pull' = 'webhook'): string =>
  writePlugin({
    'src/index.ts': SOURCE.replace("'webhook'", `'${transport}'`),
    'fixtures/hello.json': JSON.stringify(recorded),
  });
