import {
  type ChannelAdapter,
  type ChannelCapabilities,
  type ConnectContext,
  defineChannel,
  definePlugin,
  type InboundEvent,
  jsonOf,
  type OutboundMessage,
  type Plugin,
  type SendResult,
} from '@cskefu/plugin-sdk';

/** A channel that does what a test tells it. What crosses to it is cloned as for every plugin. */
export interface ScriptedChannel {
  readonly plugin: Plugin;
  readonly kind: string;
  /** Every call of `send`, in order. */
  readonly sent: { key: string; thread: string; text: string; attempt: number; replyTo: string | undefined }[];
  readonly recalled: string[];
  send: (message: OutboundMessage, attempt: number) => SendResult | Promise<SendResult>;
  lookup: (key: string) => SendResult | 'never_sent';
  parse: (events: InboundEvent[]) => unknown;
  connect: (context: ConnectContext, channelId: string) => Promise<void>;
}

/** As if the process of the plugin had been killed before it answered. */
export const gone = (): never => {
  throw Object.assign(new Error('killed'), { code: 'gone' });
};

export function scriptedChannel(
  options: {
    readonly id?: string;
    readonly capabilities?: Partial<ChannelCapabilities>;
    readonly lookup?: boolean;
    readonly transport?: 'webhook' | 'pull';
    /** What it can do beside that. */
    readonly acts?: Partial<Pick<ChannelAdapter, 'typing' | 'profile' | 'provision' | 'deprovision'>>;
  } = {},
): ScriptedChannel {
  const id = options.id ?? 'test.scripted';
  const accepted = (key: string): SendResult => ({ ok: true, externalIds: [`theirs-${key}`], state: 'sent' });
  const script: ScriptedChannel = {
    kind: `${id}/line`,
    sent: [],
    recalled: [],
    send: ({ idempotencyKey }) => accepted(idempotencyKey),
    lookup: accepted,
    parse: (events) => events,
    connect: ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())),
    plugin: definePlugin({
      id,
      name: 'Scripted',
      version: '1.0.0',
      api: '^1.0',
      permissions: [],
      channels: {
        line: defineChannel({
          title: 'Line',
          transport: options.transport ?? 'webhook',
          config: {},
          capabilities: { text: { maxLength: 1_000 }, recall: { withinS: 600 }, reply: true, ...options.capabilities },
          parse: ({ body }) => script.parse(jsonOf(body) as InboundEvent[]) as InboundEvent[],
          send: async (message, _channel, { attempt }) => {
            const [part] = message.parts;
            script.sent.push({
              key: message.idempotencyKey,
              thread: message.thread.id,
              text: part?.kind === 'text' ? part.text : (part?.kind ?? ''),
              attempt,
              replyTo: message.replyTo,
            });
            return script.send(message, attempt);
          },
          ...(options.lookup
            ? { lookup: async ({ idempotencyKey }: OutboundMessage) => script.lookup(idempotencyKey) }
            : {}),
          recall: async (externalId) => {
            script.recalled.push(externalId);
            return { ok: true, externalIds: [], state: 'sent' };
          },
          ...(options.transport === 'pull'
            ? { connect: (channel: { id: string }, context: ConnectContext) => script.connect(context, channel.id) }
            : {}),
          ...options.acts,
          health: async () => ({ ok: true }),
        }),
      },
    }),
  };
  return script;
}

/** A message of somebody on such a channel. */
export const wordsOf = (person: string, externalId: string, text: string, at = Date.now()): InboundEvent => ({
  type: 'message',
  externalId,
  thread: { id: person, model: 'contact' },
  sender: { namespace: 'test', externalId: person, name: person },
  at,
  parts: [{ kind: 'text', text }],
});
