/**
 * The few things this package takes from its surroundings, in their smallest shape. Browsers and Node both have them; the
 * package knows neither DOM nor Node types, so it compiles the same for the widget, the console and the load generator.
 */

/** What the realtime client needs of a WebSocket. Those of browsers, of Node and of `ws` fit. */
export interface SocketLike {
  /** Bytes accepted by `send` and not yet on the network. */
  readonly bufferedAmount?: number;
  send(text: string): void;
  close(code?: number): void;
  addEventListener(type: 'open', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: (event: { code: number }) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
}

/** What the HTTP client needs of an answer. */
export interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export interface RequestLike {
  method: string;
  headers: Record<string, string>;
  body?: unknown;
  signal?: unknown;
}

/** `fetch`, as far as it is used here. Declared as a method so that every platform's `fetch` may be passed in. */
export type FetchLike = { call(url: string, request?: RequestLike): Promise<ResponseLike> }['call'];

/** What is used of a caller's `AbortSignal`. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Timers {
  /** Calls `run` once after `ms`; the answer is for `clear`. */
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

interface Environment {
  WebSocket: new (url: string) => SocketLike;
  AbortController: new () => { readonly signal: unknown; abort(): void };
  fetch: FetchLike;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  crypto: { getRandomValues(bytes: Uint8Array): unknown };
  console: { error(...values: unknown[]): void };
}

export const environment = globalThis as unknown as Environment;

/** The platform's own timers, looked up at each call so that tests may replace them. */
export const platformTimers: Timers = {
  set: (run, ms) => environment.setTimeout(run, ms),
  clear: (timer) => environment.clearTimeout(timer),
};
