import { signatureOf } from '@cskefu/plugin-host';
import type {
  ChannelManifest,
  Field,
  Fields,
  OutboundMessage,
  Part,
  Plugin,
  RawRequest,
  SendResult,
} from '@cskefu/plugin-sdk';
import type { ChannelFixtures, ProviderAnswers, SampleMessage, SampleRequest } from '../channel/fixtures.ts';
import type { TestChannel } from '../channel/test-channel.ts';
import type { TestHost } from '../host/create-test-host.ts';
import { Unmet } from './unmet.ts';

/** What a case works with: a fresh host and one channel in it. */
export interface Trial {
  readonly plugin: Plugin;
  readonly kind: string;
  readonly host: TestHost;
  readonly channel: TestChannel;
  readonly fixtures: ChannelFixtures;
  readonly catalogs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

let counted = 0;

/** A message of nobody in particular; whole seconds, for many providers know no smaller time. */
export const sample = (given: Partial<SampleMessage> = {}): SampleMessage => {
  const number = ++counted;
  return {
    externalId: `kit-message-${number}`,
    threadId: 'kit-thread-1',
    senderId: 'kit-sender-1',
    senderName: '王小明',
    at: Math.floor(Date.now() / 1_000) * 1_000,
    text: `第 ${number} 句话`,
    ...given,
  };
};

/** The request as it comes in, signed if the channel declares a signature. */
export const request = ({ channel }: Pick<Trial, 'channel'>, given: SampleRequest, now = Date.now()): RawRequest =>
  signedWebhook(channel.manifest, channel.channel.config, given, now);

/** The same for whoever has only the manifest and the settings. */
export const signedWebhook = (
  { signature }: ChannelManifest,
  config: Readonly<Record<string, unknown>>,
  given: SampleRequest,
  now = Date.now(),
): RawRequest => {
  const raw = unsigned(given, now);
  if (!signature) return raw;
  const headers: Record<string, string> = { ...raw.headers };
  if (signature.timestamp) headers[signature.timestamp.header.toLowerCase()] ??= String(Math.floor(now / 1_000));
  const secret = String(config[signature.secretField]);
  headers[signature.header.toLowerCase()] = signatureOf(signature, secret, { headers, body: raw.body });
  return { ...raw, headers };
};

const unsigned = (given: SampleRequest, now: number): RawRequest => {
  const isJson = typeof given.body === 'object' && !(given.body instanceof Uint8Array);
  const headers = { ...(isJson ? { 'content-type': 'application/json' } : {}), ...given.headers };
  return {
    method: given.method ?? 'POST',
    path: given.path ?? '/',
    query: given.query ?? {},
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body:
      given.body instanceof Uint8Array ? given.body : bytes(isJson ? JSON.stringify(given.body) : String(given.body)),
    receivedAt: now,
  };
};

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export const outbound = (trial: Trial, given: Partial<OutboundMessage> = {}): OutboundMessage => ({
  idempotencyKey: crypto.randomUUID(),
  thread: trial.fixtures.thread ?? { id: 'kit-thread-1', model: 'contact' },
  recipient: trial.fixtures.recipient ?? { namespace: 'kit', externalId: 'kit-sender-1', name: '王小明' },
  parts: [{ kind: 'text', text: '您好，请问有什么可以帮您？' }],
  author: { kind: 'agent', name: '张三' },
  lastInboundAt: Date.now() - 60_000,
  ...given,
});

/** Sends while the provider is in one situation. */
export const sendWhile = (
  trial: Trial,
  answers: ProviderAnswers | 'timeout',
  parts?: readonly Part[],
): Promise<SendResult> => {
  trial.host.answer(answers === 'timeout' ? () => 'timeout' : answers);
  return trial.channel.send(outbound(trial, parts ? { parts } : {}));
};

/** An answer that the fixtures must have for this case. */
export const situation = (
  trial: Trial,
  name: Exclude<keyof NonNullable<ChannelFixtures['provider']>, 'tokenExpiresInS' | 'carried'>,
): ProviderAnswers => {
  const answers = trial.fixtures.provider?.[name];
  if (!answers) throw new Unmet(`fixtures.provider.${name}`, 'it is missing, and this channel has to handle it');
  return answers;
};

/** The values of secret fields of the settings. */
export const secretsOf = (fields: Fields, config: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(fields).flatMap(([key, field]: [string, Field]) => {
    const value = config[key];
    if (field.type === 'group') return secretsOf(field.fields, (value ?? {}) as Record<string, unknown>);
    return field.type === 'string' && field.secret && typeof value === 'string' && value !== '' ? [value] : [];
  });
