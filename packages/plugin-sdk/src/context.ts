import type { ConfigOf, Fields } from './config-schema.ts';
import type { OutgoingRequest, OutsideAnswer } from './http.ts';

/** All that a plugin can do, besides computing. Each call goes to the core, which checks the permission and answers within a deadline. */
export interface PluginContext {
  readonly pluginId: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /** Permission `storage`. */
  readonly kv: KeyValue;
  /** Permission `net`, and only hosts of the manifest. */
  readonly http: { fetch(request: OutgoingRequest): Promise<OutsideAnswer> };
  readonly tokens: Tokens;
  readonly conversations: Conversations;
  readonly messages: Messages;
  readonly contacts: Contacts;
  readonly agents: Agents;
  readonly media: Media;
  /** The words of `locales/*.json` for a key, in that language or else in Chinese. */
  t(locale: string, key: string, params?: Readonly<Record<string, string | number>>): string;
}

/** With the settings of the plugin, as an administrator has entered them. */
export interface Activated<F extends Fields = Fields> extends PluginContext {
  readonly config: ConfigOf<F>;
}

export interface Log {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** `value` is JSON of at most 64 KB; a plugin has 50 MB. Keys up to 200 characters; `list` gives at most 200. */
export interface KeyValue {
  get(key: string): Promise<KeyValueEntry | null>;
  set(key: string, value: unknown, options?: { readonly ttlS?: number }): Promise<void>;
  /** Only if the entry still has this version (0: is not there); answers whether it was written. */
  compareAndSet(key: string, version: number, value: unknown, options?: { readonly ttlS?: number }): Promise<boolean>;
  increment(key: string, by?: number): Promise<number>;
  delete(key: string): Promise<void>;
  list(prefix: string, options?: { readonly after?: string; readonly limit?: number }): Promise<readonly string[]>;
}

export interface KeyValueEntry {
  readonly value: unknown;
  /** Grows with each write. */
  readonly version: number;
}

/** Permission `net`. Access tokens of providers: one refresh at a time over all nodes, everybody else waits for it. */
export interface Tokens {
  /** `refused`: a token from here that the provider does not take any more. Unless there is a newer one already, it is fetched anew. */
  get(key: string, refresh: () => Promise<Token>, options?: { readonly refused?: string }): Promise<string>;
}

export interface Token {
  readonly value: string;
  readonly expiresInS: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface ConversationView {
  readonly id: string;
  readonly channelId: string;
  readonly channelKind: string;
  readonly skillGroupId: number;
  readonly state: 'bot' | 'waiting' | 'active' | 'closed';
  readonly origin: string;
  readonly visitorId: string;
  readonly agentId: string | null;
  readonly createdAt: number;
  readonly closedAt: number | null;
}

/** Permission `conversations:read`. */
export interface Conversations {
  get(id: string): Promise<ConversationView | null>;
  list(query?: {
    readonly state?: ConversationView['state'];
    readonly cursor?: string;
    readonly limit?: number;
  }): Promise<Page<ConversationView>>;
}

export interface MessageView {
  readonly id: string;
  readonly seq: number;
  readonly kind: string;
  readonly text: string | null;
  readonly author: { readonly kind: string; readonly id: string | null; readonly name: string };
  readonly at: number;
}

export interface Messages {
  /** Permission `messages:read`. */
  list(
    conversationId: string,
    query?: { readonly after?: number; readonly limit?: number },
  ): Promise<Page<MessageView>>;
  /** Permission `messages:write`. The same `id` (a UUID) again writes nothing. */
  write(message: { readonly id: string; readonly conversationId: string; readonly text: string }): Promise<void>;
}

export interface ContactView {
  readonly id: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}

/** Permission `contacts:read`. */
export interface Contacts {
  ofConversation(conversationId: string): Promise<ContactView | null>;
  get(id: string): Promise<ContactView | null>;
}

export interface AgentView {
  readonly id: string;
  readonly name: string;
  readonly orgUnitId: number;
  readonly presence: 'ready' | 'away' | 'busy' | 'offline';
}

/** Permission `agents:read`. */
export interface Agents {
  list(query?: { readonly cursor?: string; readonly limit?: number }): Promise<Page<AgentView>>;
}

export interface Media {
  /** Permission `media:read`: a link that is good for an hour. */
  link(
    fileId: string,
  ): Promise<{ readonly url: string; readonly name: string; readonly mime: string; readonly size: number }>;
  /** Permissions `media:write` and `net`: the core fetches it and keeps it. */
  fetch(request: OutgoingRequest & { readonly name?: string }): Promise<{ readonly fileId: string }>;
}
