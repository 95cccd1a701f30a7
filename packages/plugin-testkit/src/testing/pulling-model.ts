import { type Plugin, PluginError } from '@cskefu/plugin-sdk';
import type { ChannelFixtures } from '../index.ts';
import { API, type ModelAdapter, modelPlugin, readUpdates } from './model-channel.ts';
import { modelFixtures, said } from './model-fixtures.ts';

/** The model, whose provider does not call but is asked: all that it claims it claims still. */
const asking: Partial<ModelAdapter> = {
  transport: 'pull',
  signature: undefined as never,
  verify: undefined as never,
  connect: async (channel, { http, inbound, cursor, signal }) => {
    let after = cursor ?? '0';
    while (!signal.aborted) {
      const url = `${API}/updates?limit=40&after=${after}`;
      const { status, body } = await http.fetch({ url, headers: { authorization: channel.config.token } });
      if (status !== 200) throw new PluginError('provider_down', `the answer was ${status}`);
      const { length } = readUpdates(body);
      if (length === 0) continue;
      const next = String(Number(after) + length);
      await inbound({ method: 'GET', path: '/', query: {}, headers: {}, body, receivedAt: Date.now() }, next);
      after = next;
    }
  },
};

export const pullingModelPlugin = (broken: Partial<ModelAdapter> = {}): Plugin => modelPlugin({ ...asking, ...broken });

const { webhooks, ...others } = modelFixtures;

export const pullingModelFixtures: ChannelFixtures = {
  ...others,
  pull: {
    provider: (waiting) => (request) => {
      const [after = 0, limit = 0] = ['after', 'limit'].map((name) =>
        Number(new URL(request.url).searchParams.get(name)),
      );
      return { body: { updates: waiting.slice(after, after + limit).map((sample) => said(sample)) } };
    },
    frames: webhooks as NonNullable<typeof webhooks>,
  },
};
