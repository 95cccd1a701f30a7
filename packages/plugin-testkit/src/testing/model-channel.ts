import {
  type ChannelAdapter,
  defineChannel,
  definePlugin,
  fields,
  type InboundEvent,
  jsonOf,
  type OutboundMessage,
  type Part,
  type Plugin,
  PluginError,
  type RawRequest,
  type SendContext,
  type SendResult,
  textOf,
} from '@cskefu/plugin-sdk';

/** A channel that keeps every promise: what the kit is tested with, whole and broken in one place at a time. */
export const modelConfig = fields({
  account: { type: 'string', title: '%account%', maxLength: 40 },
  token: { type: 'string', title: '%token%', secret: true },
  secret: { type: 'string', title: '%secret%', secret: true },
  mode: { type: 'choice', title: '%mode%', options: [{ value: 'live', title: '%mode.live%' }], default: 'live' },
});

export const modelCatalogs = {
  'zh-CN': { title: '示例', account: '账号', token: '令牌', secret: '密钥', mode: '模式', 'mode.live': '正式' },
  en: { title: 'Model', account: 'Account', token: 'Token', secret: 'Secret', mode: 'Mode', 'mode.live': 'Live' },
};

export const API = 'https://api.model.example';

interface Update {
  readonly kind: string;
  readonly id: string;
  readonly thread: string;
  readonly from: string;
  readonly name: string;
  readonly time: number;
  readonly parts: readonly Part[];
  readonly state: 'delivered' | 'read' | 'failed';
}

const isUpdate = (value: unknown): value is Update =>
  typeof value === 'object' && value !== null && 'kind' in value && 'id' in value && 'time' in value;

const toEvents = (update: Update): InboundEvent[] => {
  const at = update.time * 1_000;
  const { id: externalId, parts } = update;
  switch (update.kind) {
    case 'said':
      return [
        {
          type: 'message',
          externalId,
          at,
          parts,
          thread: { id: update.thread, model: 'contact' },
          sender: { namespace: 'model:user', externalId: update.from, name: update.name },
        },
      ];
    case 'receipt':
      return [{ type: 'receipt', externalId, state: update.state, at }];
    case 'edited':
      return [{ type: 'edit', externalId, parts, at }];
    case 'recalled':
      return [{ type: 'recall', externalId, at }];
    default:
      return [];
  }
};

export const readUpdates = (bytes: Uint8Array): readonly unknown[] => {
  const body = jsonOf(bytes) as { updates?: unknown } | null;
  if (typeof body !== 'object' || body === null) throw new PluginError('malformed', 'no object');
  return Array.isArray(body.updates) ? body.updates : [];
};

const parse = (request: RawRequest): InboundEvent[] => readUpdates(request.body).filter(isUpdate).flatMap(toEvents);

const failed = (code: string, retry: unknown) => ({ ok: false, code, retry }) as SendResult;

export const toResult = (status: number, headers: Readonly<Record<string, string>>, body: Uint8Array): SendResult => {
  if (status === 200) return { ok: true, externalIds: [(jsonOf(body) as { id: string }).id], state: 'sent' };
  if (status === 429) return failed('rate_limited', { afterMs: Number(headers['retry-after']) * 1_000 });
  if (status >= 500) return failed('provider_down', 'backoff');
  if (status === 401) return failed('bad_credentials', 'no');
  const { reason } = jsonOf(body) as { reason: string };
  if (reason === 'window') return failed('window_closed', 'no');
  return failed(reason === 'media' ? 'media_failed' : 'content_refused', 'no');
};

type Asking = Pick<SendContext, 'http' | 'tokens'>;

const ask = async ({ http, tokens }: Asking, token: string, path: string, body: unknown) => {
  const access = await tokens.get('access', async () => {
    const given = await http.fetch({ url: `${API}/token`, method: 'POST', headers: { authorization: token } });
    return { value: textOf(given.body), expiresInS: 3_600 };
  });
  return http.fetch({
    url: `${API}${path}`,
    method: 'POST',
    headers: { 'x-access': access },
    body: JSON.stringify(body),
  });
};

const attempt = async (context: Asking, token: string, path: string, body: unknown): Promise<SendResult> => {
  try {
    const { status, headers, body: answer } = await ask(context, token, path, body);
    return toResult(status, headers, answer);
  } catch (error) {
    return failed('timeout', (error as { code?: string }).code === 'unreachable' ? 'backoff' : 'unknown');
  }
};

export type ModelAdapter = ChannelAdapter<typeof modelConfig>;

export const modelAdapter: ModelAdapter = {
  title: '%title%',
  transport: 'webhook',
  config: modelConfig,
  capabilities: {
    text: { maxLength: 1_000, unit: 'bytes' },
    media: { image: { maxBytes: 1_000_000 }, file: { maxBytes: 1_000_000 } },
    location: true,
    card: { maxTitle: 100, maxText: 500 },
    choices: { max: 3, maxTitle: 20 },
    edit: true,
    recall: { withinS: 120 },
    receipts: { delivered: true, read: true },
    replyWindow: { hours: 24 },
    lookup: true,
  },
  signature: { header: 'X-Signature', algorithm: 'sha256', encoding: 'hex', prefix: 'sha256=', secretField: 'secret' },
  verify: (request) =>
    request.query['challenge']
      ? { kind: 'challenge', answer: { body: request.query['challenge'] } }
      : { kind: 'accept' },
  parse: (request) => parse(request),
  send: (message: OutboundMessage, { config }, context) =>
    attempt(context, config.token, '/send', { key: message.idempotencyKey, parts: message.parts }),
  lookup: async (message, { config }, context) => {
    const { status, headers, body } = await ask(context, config.token, '/lookup', { key: message.idempotencyKey });
    return status === 404 ? 'never_sent' : toResult(status, headers, body);
  },
  recall: (id, { config }, context) => attempt(context, config.token, '/recall', { id }),
  edit: (id, message, { config }, context) => attempt(context, config.token, '/edit', { id, parts: message.parts }),
  provision: async ({ webhookUrl, config }, context) =>
    void (await ask(context, config.token, '/hook', { webhookUrl })),
  deprovision: async ({ config }, context) => void (await ask(context, config.token, '/unhook', {})),
  health: async ({ config }, { http }) => {
    try {
      const { status } = await http.fetch({ url: `${API}/me`, headers: { authorization: config.token } });
      if (status === 200) return { ok: true };
      return { ok: false, code: status === 401 ? 'bad_credentials' : 'outage', detail: `the answer was ${status}` };
    } catch {
      return { ok: false, code: 'outage', detail: 'no answer' };
    }
  },
};

/** The model, with some of it replaced. */
export const modelPlugin = (broken: Partial<ModelAdapter> = {}): Plugin =>
  definePlugin({
    id: 'test.model',
    name: 'Model',
    version: '1.0.0',
    api: '^1.0',
    permissions: ['net', 'storage'],
    net: { allow: ['api.model.example'] },
    channels: { model: defineChannel({ ...modelAdapter, ...broken }) },
  });
