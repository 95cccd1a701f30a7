import type { Identity, MediaPart, OutgoingRequest, Part, PartKind, ReceiptState, ThreadRef } from '@cskefu/plugin-sdk';
import type { ScriptedOutcome } from '../host/http-script.ts';

type Config = Readonly<Record<string, unknown>>;

/** A request of the provider, as little of it as matters. An object as body is sent as JSON. */
export interface SampleRequest {
  /** POST unless said. */
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | object;
}

export interface SampleMessage {
  readonly externalId: string;
  readonly threadId: string;
  readonly senderId: string;
  readonly senderName: string;
  /** Ms since 1970, whole seconds. */
  readonly at: number;
  readonly text: string;
}

/** What comes in from the provider and is parsed, made of what the kit wants to see again. */
export interface FrameFixtures {
  readonly message: (sample: SampleMessage, config: Config) => SampleRequest;
  /** Several messages, in this order, and whatever else comes with them: in one request, in one answer of a provider that is asked. */
  readonly batch?: (samples: readonly SampleMessage[], config: Config) => SampleRequest;
  /** A message that holds one part of this kind. */
  readonly parts?: Partial<Record<PartKind, (sample: SampleMessage, config: Config) => SampleRequest>>;
  readonly receipt?: (
    receipt: { readonly externalId: string; readonly state: ReceiptState; readonly at: number },
    config: Config,
  ) => SampleRequest;
  readonly edit?: (
    edit: { readonly externalId: string; readonly text: string; readonly at: number },
    config: Config,
  ) => SampleRequest;
  readonly recall?: (recall: { readonly externalId: string; readonly at: number }, config: Config) => SampleRequest;
  /** A genuine event that means nothing to a desk. */
  readonly unknown?: (config: Config) => SampleRequest;
}

/**
 * Requests as the provider sends them. A declared `signature` is put on by the kit; whatever `verify` wants to see is put on here, with the settings that
 * are given.
 */
export interface WebhookFixtures extends FrameFixtures {
  /** A handshake, and what the provider wants to read in the answer. */
  readonly challenge?: (config: Config) => { readonly request: SampleRequest; readonly answer: string };
}

/** What the provider answers to one request, in one situation. */
export type ProviderAnswers = (request: OutgoingRequest) => ScriptedOutcome | Promise<ScriptedOutcome>;

export interface ProviderFixtures {
  readonly well: ProviderAnswers;
  /** Too many messages; come again in seven seconds (`RETRY_AFTER_S`). */
  readonly rateLimited?: ProviderAnswers;
  readonly down?: ProviderAnswers;
  /** Never, however often it is asked. */
  readonly refused?: ProviderAnswers;
  readonly badCredentials?: ProviderAnswers;
  readonly windowClosed?: ProviderAnswers;
  /** The media that we name cannot be had any more. */
  readonly mediaGone?: ProviderAnswers;
  readonly lookupFound?: ProviderAnswers;
  readonly lookupMissing?: ProviderAnswers;
  /** Which parts a request to the provider carries: so that the kit can count what reaches the customer. None for whatever is no message. */
  readonly carried?: (request: OutgoingRequest) => readonly Part[];
  /** How long an access token is good for, if the channel takes one. */
  readonly tokenExpiresInS?: number;
}

/** For a channel that asks the provider itself. */
export interface PullFixtures {
  /**
   * The provider, with these messages waiting, the oldest first; there may be more of them each time it is asked. It gives those after the place that the
   * request names, and no more at once than the request wants.
   */
  readonly provider: (waiting: readonly SampleMessage[], config: Config) => ProviderAnswers;
  /** Does this request ask for what is new? Whatever is no POST, unless said. The rest (sending, `health`) is for `ChannelFixtures.provider`. */
  readonly asks?: (request: OutgoingRequest) => boolean;
  /** What `connect` hands over to be parsed: as the provider gave it, not as the connection would like it to be. */
  readonly frames: FrameFixtures;
}

/** What an author gives to the kit for one kind of channel. */
export interface ChannelFixtures {
  /** Settings with which it works. */
  readonly config: Config;
  /** Those of a second channel: another account, other secrets. */
  readonly otherConfig?: Config;
  /** Settings that the form must refuse. */
  readonly invalidConfigs?: readonly Config[];
  readonly webhooks?: WebhookFixtures;
  readonly pull?: PullFixtures;
  readonly provider?: ProviderFixtures;
  /** To whom the kit writes, if the channel wants ids of a certain form. */
  readonly recipient?: Identity;
  readonly thread?: ThreadRef;
  /** Parts that the kit sends, in the place of its own. */
  readonly outbound?: Partial<Record<MediaPart['kind'] | 'location' | 'card' | 'choices', Part>>;
}

/** What `rateLimited` asks for. */
export const RETRY_AFTER_S = 7;
