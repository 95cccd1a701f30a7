import { PluginError } from './errors.ts';

/** A request as it came in; header names in lower case, the body as bytes. */
export interface RawRequest {
  readonly method: string;
  /** Below the address of the channel or plugin, with a leading slash. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** When it came, in ms since 1970. */
  readonly receivedAt: number;
}

/**
 *   accept     genuine; with an `answer` that the provider wants to see, else 200
 *   challenge  only a handshake: answered, nothing stored
 *   reject     not genuine: nothing stored
 */
export type Verdict =
  | { readonly kind: 'accept'; readonly answer?: HttpAnswer }
  | { readonly kind: 'challenge'; readonly answer: HttpAnswer }
  | { readonly kind: 'reject'; readonly status: 401 | 403 | 404 };

export interface HttpAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A request to the outside, made by the core for the plugin: only to hosts of the manifest, never into private networks. */
export interface OutgoingRequest {
  readonly url: string;
  /** GET, unless said. */
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** At most 60 s; 10 s unless said. */
  readonly timeoutMs?: number;
}

/**
 * What `code` an error of `http.fetch` has, besides `forbidden`, `invalid_input` and `rate_limited`.
 *   not_allowed   no host of the manifest, or inside a private network; nothing was sent
 *   unreachable   no connection; nothing was sent
 *   interrupted   the connection broke: it may have arrived
 *   timeout       no whole answer in time: it may have arrived
 *   too_large     more than 200 KB
 *   bad_redirect  more than three redirects, or one that leads nowhere
 */
export type OutsideErrorCode = 'not_allowed' | 'unreachable' | 'interrupted' | 'timeout' | 'too_large' | 'bad_redirect';

export interface OutsideAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** At most 200 KB; for more use `media.fetch`. */
  readonly body: Uint8Array;
}

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

export const jsonOf = (bytes: Uint8Array): unknown => JSON.parse(textOf(bytes));

/**
 * The JSON object in a body. What stands in it may still be anything.
 * @throws {PluginError} malformed, if it holds no JSON object
 */
export const objectOf = (bytes: Uint8Array): Readonly<Record<string, unknown>> => {
  try {
    const value = jsonOf(bytes);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw new PluginError('malformed', 'the body is no JSON object');
};
