import {
  type ChannelAdapter,
  defineChannel,
  definePlugin,
  doubtOf,
  fields,
  type InboundEvent,
  jsonOf,
  type OutgoingRequest,
  objectOf,
  type Plugin,
  PluginError,
  refusalOf,
} from '@cskefu/plugin-sdk';
import { type ChannelFixtures, RETRY_AFTER_S, type SampleMessage } from '../index.ts';

/** A channel that asks its provider for what is new, and carries nothing but text: as an author would write it, with the SDK alone. */
const API = 'https://api.pull.example';

const config = fields({ token: { type: 'string', title: '%token%', secret: true } });

interface Update {
  readonly id: string;
  readonly chat: string;
  readonly from: string;
  readonly name: string;
  readonly ms: number;
  readonly text: string;
}

/** In one answer of the provider; the desk reads at most 100 events of one frame. */
const AT_ONCE = 50;

const isUpdate = (value: unknown): value is Update =>
  typeof value === 'object' && value !== null && 'id' in value && 'ms' in value && 'text' in value;

const read = (body: Uint8Array) => {
  const { updates, next } = objectOf(body);
  return { updates: Array.isArray(updates) ? updates.filter(isUpdate) : [], next: String(next) };
};

const toEvent = ({ id, chat, from, name, ms, text }: Update): InboundEvent => ({
  type: 'message',
  externalId: id,
  at: ms,
  thread: { id: chat, model: 'contact' },
  sender: { namespace: 'pull:user', externalId: from, name },
  parts: [{ kind: 'text', text }],
});

export type PullingAdapter = ChannelAdapter<typeof config>;

export const pullingAdapter: PullingAdapter = {
  title: '%title%',
  transport: 'pull',
  config,
  capabilities: { text: { maxLength: 200 } },
  connect: async (channel, { http, inbound, cursor, signal }) => {
    let place = cursor ?? '';
    while (!signal.aborted) {
      const url = `${API}/updates?limit=${AT_ONCE}&after=${encodeURIComponent(place)}`;
      const { status, body } = await http.fetch({ url, headers: { authorization: channel.config.token } });
      // The desk comes again, later each time.
      if (status !== 200) throw new PluginError('provider_down', `the answer was ${status}`);
      const { updates, next } = read(body);
      if (updates.length === 0) continue;
      await inbound({ method: 'GET', path: '/', query: {}, headers: {}, body, receivedAt: Date.now() }, next);
      place = next;
    }
  },
  parse: ({ body }) => read(body).updates.map(toEvent),
  send: async ({ idempotencyKey: key, parts }, channel, { http }) => {
    const headers = { authorization: channel.config.token };
    try {
      const answer = await http.fetch({
        url: `${API}/send`,
        method: 'POST',
        headers,
        body: JSON.stringify({ key, parts }),
      });
      if (answer.status !== 200) return refusalOf(answer);
      return { ok: true, externalIds: [(jsonOf(answer.body) as { id: string }).id], state: 'sent' };
    } catch (error) {
      return doubtOf(error);
    }
  },
  health: async (channel, { http }) => {
    const answer = await http
      .fetch({ url: `${API}/me`, headers: { authorization: channel.config.token } })
      .catch(() => null);
    if (answer?.status === 200) return { ok: true };
    return { ok: false, code: answer?.status === 401 ? 'bad_credentials' : 'outage', detail: `${answer?.status}` };
  },
};

/** The connector, with some of it replaced. */
export const pullingPlugin = (broken: Partial<PullingAdapter> = {}): Plugin =>
  definePlugin({
    id: 'test.pull',
    name: 'Pull',
    version: '1.0.0',
    api: '^1.0',
    permissions: ['net'],
    net: { allow: ['api.pull.example'] },
    channels: { pull: defineChannel({ ...pullingAdapter, ...broken }) },
  });

export const pullingCatalogs = { 'zh-CN': { title: '拉取', token: '令牌' }, en: { title: 'Pull', token: 'Token' } };

const partsIn = ({ url, body }: OutgoingRequest) =>
  url.endsWith('/send') ? JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)).parts : [];

const said = ({ externalId: id, threadId: chat, senderId: from, senderName: name, at: ms, text }: SampleMessage) => ({
  id,
  chat,
  from,
  name,
  ms,
  text,
});

const answer = (updates: readonly object[], next: number) => ({ body: { updates, next: String(next) } });

export const pullingFixtures: ChannelFixtures = {
  config: { token: 'token-of-the-first' },
  otherConfig: { token: 'token-of-the-second' },
  pull: {
    provider: (waiting) => (request) => {
      const [after, limit] = ['after', 'limit'].map((name) => Number(new URL(request.url).searchParams.get(name)));
      const given = waiting.slice(after, (after ?? 0) + (limit ?? 0));
      return answer(given.map(said), (after ?? 0) + given.length);
    },
    frames: {
      message: (sample) => answer([said(sample)], 1),
      batch: (samples) => answer([...samples.map(said), { id: 'x', joined: 'u-1' }], samples.length + 1),
      unknown: () => answer([{ id: 'x', joined: 'u-1' }], 1),
    },
  },
  provider: {
    well: () => ({ body: { id: 'theirs-1' } }),
    carried: partsIn,
    rateLimited: () => ({ status: 429, headers: { 'retry-after': String(RETRY_AFTER_S) } }),
    down: () => ({ status: 503 }),
    refused: () => ({ status: 422 }),
    badCredentials: () => ({ status: 401 }),
  },
};
