import { answers } from '@cskefu/plugin-host';
import {
  type Admission,
  type ArrivalForm,
  type Channel,
  type ChannelManifest,
  checkConfig,
  type Health,
  type Identity,
  type InboundEvent,
  type OutboundMessage,
  type PluginManifest,
  type RawRequest,
  type SendResult,
  type ThreadRef,
  type Verdict,
} from '@cskefu/plugin-sdk';
import { settingsFault } from '../host/settings-words.ts';

export interface CallLimits {
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
}

export interface Attempt extends CallLimits {
  /** 1 unless said. */
  readonly attempt?: number;
}

/** One channel of the plugin, called as the desk calls it. What it answers is checked; an answer of another form is refused. */
export interface TestChannel {
  readonly kind: string;
  readonly manifest: ChannelManifest;
  readonly channel: Channel;
  verify(request: RawRequest): Promise<Verdict>;
  parse(request: RawRequest, limits?: CallLimits): Promise<readonly InboundEvent[]>;
  send(message: OutboundMessage, attempt?: Attempt): Promise<SendResult>;
  lookup(message: OutboundMessage, attempt?: Attempt): Promise<SendResult | 'never_sent'>;
  recall(externalId: string, attempt?: Attempt): Promise<SendResult>;
  edit(externalId: string, message: OutboundMessage, attempt?: Attempt): Promise<SendResult>;
  typing(thread: ThreadRef): Promise<unknown>;
  profile(identity: Identity): Promise<Identity>;
  admit(form: ArrivalForm): Promise<Admission>;
  provision(): Promise<unknown>;
  deprovision(): Promise<unknown>;
  /** Holds until the signal aborts. */
  connect(cursor: string | null, limits: CallLimits): Promise<unknown>;
  health(): Promise<Health>;
}

interface Parts {
  readonly manifest: PluginManifest;
  readonly kind: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly given: { readonly id?: string; readonly name?: string };
  readonly call: (method: string, args: unknown, limits: CallLimits) => Promise<unknown>;
}

/** As long as the desk waits: two seconds for a handshake, longer for the provider. */
const VERIFY_MS = 2_000;
const SEND_MS = 30_000;
const CONNECT_MS = 3_600_000;

export const testChannelOf = ({ manifest, kind, config, given, call }: Parts): TestChannel => {
  const own = manifest.channels[kind];
  if (!own) throw new Error(`${manifest.id} has no channel ${kind}`);
  const id = given.id ?? 'channel1';
  const channel: Channel = {
    id,
    name: given.name ?? 'Channel',
    config: checkedConfig(own, config) as Channel['config'],
    webhookUrl: `https://desk.example/c/${id}`,
  };
  const act = (name: string, about: readonly unknown[], limits: Attempt, deadlineMs: number, more: object = {}) =>
    call(
      `channel.${name}`,
      { kind, channel, given: about, attempt: limits.attempt ?? 1, ...more },
      { deadlineMs, ...limits },
    );
  return {
    kind,
    manifest: own,
    channel,
    verify: async (request) => answers.verdict.parse(await act('verify', [request], {}, VERIFY_MS)) as Verdict,
    parse: async (request, limits = {}) =>
      answers.inboundEvents.parse(await act('parse', [request], limits, VERIFY_MS)) as InboundEvent[],
    send: async (message, attempt = {}) => sendResult(await act('send', [message], attempt, SEND_MS)),
    lookup: async (message, attempt = {}) => {
      const found = await act('lookup', [message], attempt, SEND_MS);
      return found === 'never_sent' ? found : sendResult(found);
    },
    recall: async (externalId, attempt = {}) => sendResult(await act('recall', [externalId], attempt, SEND_MS)),
    edit: async (externalId, message, attempt = {}) =>
      sendResult(await act('edit', [externalId, message], attempt, SEND_MS)),
    typing: (thread) => act('typing', [thread], {}, VERIFY_MS),
    profile: async (identity) => answers.identity.parse(await act('profile', [identity], {}, SEND_MS)) as Identity,
    admit: async (form) => answers.admission.parse(await act('admit', [form], {}, VERIFY_MS)) as Admission,
    provision: () => act('provision', [], {}, SEND_MS),
    deprovision: () => act('deprovision', [], {}, SEND_MS),
    connect: (cursor, limits) => act('connect', [], limits, CONNECT_MS, { cursor }),
    health: async () =>
      answers.health.parse(await call('channel.health', { kind, channel }, { deadlineMs: SEND_MS })) as Health,
  };
};

const sendResult = (value: unknown): SendResult => answers.sendResult.parse(value) as SendResult;

const checkedConfig = (manifest: ChannelManifest, given: Readonly<Record<string, unknown>>) => {
  const checked = checkConfig(manifest.config, given);
  if (!checked.ok) throw settingsFault('the channel', checked.problems);
  return checked.value;
};
