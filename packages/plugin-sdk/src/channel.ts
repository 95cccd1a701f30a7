import type { ChannelCapabilities } from './capabilities.ts';
import type { ConfigOf, Fields } from './config-schema.ts';
import type { PluginContext } from './context.ts';
import type { RawRequest, Verdict } from './http.ts';
import type { Identity, Part, ThreadRef } from './message.ts';

/**
 * A kind of channel. One plugin may bring several, and the desk may have several channels of one kind, each with its own settings.
 * `parse` is pure: the core stores the raw request first and may parse it again later.
 */
export interface ChannelAdapter<F extends Fields = Fields> {
  readonly title: string;
  /**
   *   webhook  the provider calls us
   *   pull     we ask or hold a connection; `connect` runs on one node at a time
   *   live     the visitor's own connection to the desk, offered by the core
   */
  readonly transport: 'webhook' | 'pull' | 'live';
  readonly config: F;
  readonly capabilities: ChannelCapabilities;
  /** A signature that the core checks by itself, before anything of the plugin runs. */
  readonly signature?: SignatureRule<F>;
  /** A handshake or a signature of another make. Answers within two seconds, else the provider gets 503 and comes again. */
  verify?(request: RawRequest, channel: Channel<F>): Verdict | Promise<Verdict>;
  /** What a stored request says. The same request always gives the same answer; unknown events give nothing. */
  parse?(request: RawRequest, channel: Channel<F>): readonly InboundEvent[];
  send?(message: OutboundMessage, channel: Channel<F>, context: SendContext): Promise<SendResult>;
  /** What became of a message whose sending ended in doubt. */
  lookup?(message: OutboundMessage, channel: Channel<F>, context: SendContext): Promise<SendResult | 'never_sent'>;
  recall?(externalId: string, channel: Channel<F>, context: SendContext): Promise<SendResult>;
  /** Not called yet: the desk does not change what was said. A message that comes as an `edit` event is shown as a new one. */
  edit?(externalId: string, message: OutboundMessage, channel: Channel<F>, context: SendContext): Promise<SendResult>;
  /** Somebody at the desk is writing. Every few seconds at most while they do, and nothing depends on it. */
  typing?(thread: ThreadRef, channel: Channel<F>, context: PluginContext): Promise<void>;
  /** Asked once about somebody new of whom the provider told no name. Best effort: what it does not know it leaves out. */
  profile?(identity: Identity, channel: Channel<F>, context: PluginContext): Promise<Identity>;
  /**
   * For transport `pull`: holds the connection until the signal of the context aborts. `context.inbound` hands over what comes. Rejects when the provider
   * cannot be had: the desk comes again, each time later. Nothing but the cursor outlives the call.
   */
  connect?(channel: Channel<F>, context: ConnectContext): Promise<void>;
  /** For live transport: whether a visitor may begin, from what they entered before their first word. Pure, as `parse` is. */
  admit?(form: ArrivalForm, channel: Channel<F>): Admission;
  /**
   * Registers the webhook with the provider; `deprovision` takes that back. Called by the button of the form, and when the channel is switched
   * off and on again; either may be called twice.
   */
  provision?(channel: Channel<F>, context: PluginContext): Promise<void>;
  deprovision?(channel: Channel<F>, context: PluginContext): Promise<void>;
  /** Behind the button "Test" of the form. */
  health(channel: Channel<F>, context: PluginContext): Promise<Health>;
}

/** One channel of the desk and what its administrator entered. */
export interface Channel<F extends Fields = Fields> {
  readonly id: string;
  readonly name: string;
  readonly config: ConfigOf<F>;
  /** Where the provider calls us. */
  readonly webhookUrl: string;
}

/** `header` holds an HMAC of the raw body with the secret of a field of the settings; compared in constant time. */
export interface SignatureRule<F extends Fields> {
  readonly header: string;
  readonly algorithm: 'sha256' | 'sha1';
  readonly encoding: 'hex' | 'base64';
  /** What stands before the signature in the header: `sha256=`. */
  readonly prefix?: string;
  readonly secretField: keyof F & string;
  /** Header with the seconds since 1970 that are part of what is signed (`{timestamp}.{body}`); older than `toleranceS` is refused. */
  readonly timestamp?: { readonly header: string; readonly toleranceS: number };
}

/** `at` in ms since 1970. `externalId` is the provider's: a second event of the same kind with the same id changes nothing. */
export type InboundEvent =
  | InboundMessage
  | {
      readonly type: 'receipt';
      readonly externalId: string;
      readonly state: ReceiptState;
      readonly at: number;
      readonly error?: SendCode;
    }
  | { readonly type: 'edit'; readonly externalId: string; readonly parts: readonly Part[]; readonly at: number }
  | { readonly type: 'recall'; readonly externalId: string; readonly at: number }
  | { readonly type: 'typing'; readonly thread: ThreadRef; readonly sender: Identity }
  | {
      readonly type: 'postback';
      readonly externalId: string;
      readonly thread: ThreadRef;
      readonly sender: Identity;
      readonly choiceId: string;
      readonly title: string;
      readonly at: number;
    }
  | {
      readonly type: 'optin' | 'optout';
      readonly externalId: string;
      readonly thread: ThreadRef;
      readonly sender: Identity;
      readonly at: number;
    };

export interface InboundMessage {
  readonly type: 'message';
  readonly externalId: string;
  readonly thread: ThreadRef;
  readonly sender: Identity;
  readonly at: number;
  readonly parts: readonly Part[];
  /** `externalId` of the message that this one answers. */
  readonly replyTo?: string;
}

export type ReceiptState = 'sent' | 'delivered' | 'read' | 'failed';

export interface OutboundMessage {
  /**
   * The same for every attempt to send this message, also after a doubt: a provider that gets it twice takes it once. When it is certain that
   * it has failed, and somebody sends it again by hand, it ends in `#1`, then `#2`, and is to be taken anew.
   */
  readonly idempotencyKey: string;
  readonly thread: ThreadRef;
  readonly recipient: Identity;
  /** Only kinds and lengths that the capabilities name: the core has adapted the rest. */
  readonly parts: readonly Part[];
  readonly author: { readonly kind: 'agent' | 'bot' | 'system' | 'supervisor'; readonly name: string };
  readonly replyTo?: string;
  /** When the other side last wrote, in ms since 1970. */
  readonly lastInboundAt: number | null;
}

export interface SendContext extends PluginContext {
  /** 1 for the first. */
  readonly attempt: number;
}

export interface ConnectContext extends PluginContext {
  /**
   * Hands over what the provider gave, as it gave it: `parse` gets it later. At most 200 KB, and at most 100 events in what `parse` makes of it.
   * Stored before it resolves, together with `cursor` (at most 2 000 characters), which is given back to the next connection, wherever it runs. Rejects if
   * it could not be stored: then it has to be handed over again.
   */
  inbound(raw: RawRequest, cursor?: string): Promise<void>;
  /** That of the last `inbound` of this channel; null for the first connection. */
  readonly cursor: string | null;
}

/** `externalIds`: those of the provider, one for each message it made of ours. */
export type SendResult =
  | { readonly ok: true; readonly externalIds: readonly string[]; readonly state: 'accepted' | 'sent' }
  | { readonly ok: false; readonly code: SendCode; readonly retry: Retry; readonly detail?: string };

/**
 *   no        sending again will not help
 *   backoff   later, after a growing while
 *   afterMs   the provider said when
 *   unknown   it may have arrived: `lookup` first
 */
export type Retry = 'no' | 'backoff' | 'unknown' | { readonly afterMs: number };

export const sendCodes = [
  'rate_limited',
  'provider_down',
  'timeout',
  'bad_credentials',
  'recipient_unreachable',
  'recipient_opted_out',
  'window_closed',
  'content_refused',
  'too_long',
  'unsupported',
  'media_failed',
  'invalid_request',
  'unknown',
] as const;

export type SendCode = (typeof sendCodes)[number];

/** What a visitor entered before the first word, by the names of the fields that the channel asks for. */
export interface ArrivalForm {
  readonly fields: Readonly<Record<string, string>>;
  /** They agreed to the privacy notice. */
  readonly consent: boolean;
  /** Which skill group they chose, of those that the channel offers. */
  readonly skillGroupId: number | null;
}

/** `form`: what is kept of it. `faults`: what keeps the visitor from beginning, in the order of the form. */
export type Admission =
  | { readonly ok: true; readonly form: ArrivalForm }
  | {
      readonly ok: false;
      readonly faults: readonly { readonly field: string; readonly why: 'required' | 'malformed' }[];
    };

export type Health =
  | { readonly ok: true; readonly account?: string }
  | { readonly ok: false; readonly code: 'bad_credentials' | 'outage' | 'misconfigured'; readonly detail: string };
