import type { ErrorBody, ErrorCode, RouteKey, RouteTable } from '@cskefu/contract';
import {
  type AbortSignalLike,
  environment,
  type FetchLike,
  platformTimers,
  type RequestLike,
  type ResponseLike,
} from './environment.ts';

export interface HttpOptions {
  /** Origin and path before `/api/…`; empty for the page's own origin. */
  baseUrl: string;
  /** Asked at each request, e.g. for `{ authorization: `Bearer ${token}` }`. */
  headers?: () => Record<string, string>;
  fetch?: FetchLike;
  /** Milliseconds for the whole answer; 0 waits for ever. Default 15 000. */
  timeoutMs?: number;
}

export interface RequestOptions {
  /** Ends the request; it then fails with the signal's reason instead of an `ApiError`. */
  signal?: AbortSignalLike;
  timeoutMs?: number;
}

type Input<K extends RouteKey> = RouteTable[K]['input'];
type Arguments<K extends RouteKey> =
  Record<never, never> extends Input<K>
    ? [input?: Input<K>, options?: RequestOptions]
    : [input: Input<K>, options?: RequestOptions];

export interface Http {
  /** Calls a route by its key; rejects with `ApiError`. */
  request<K extends RouteKey>(key: K, ...rest: Arguments<K>): Promise<RouteTable[K]['output']>;
}

/** `network`: no answer came, or none of ours. `timeout`: it took too long. Both leave open whether the server acted. */
export type ApiErrorCode = ErrorCode | 'network' | 'timeout';

export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  readonly detail: string | undefined;
  readonly issues: ErrorBody['issues'];
  /** What a plugin has to say about it, in both languages. */
  readonly text: ErrorBody['text'];
  readonly retryAfterMs: number | undefined;
  readonly requestId: string | undefined;

  constructor(status: number, body: Omit<ErrorBody, 'code'> & { code: ApiErrorCode }, cause?: unknown) {
    super(body.detail ?? body.code, { cause });
    this.status = status;
    this.code = body.code;
    this.detail = body.detail;
    this.issues = body.issues;
    this.text = body.text;
    this.retryAfterMs = body.retryAfterMs;
    this.requestId = body.requestId;
  }
}

/** The part of a route's input that is not known by type any more. */
interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/**
 * Typed calls of the desk's HTTP API.
 *
 * @example
 * const http = createHttp({ baseUrl: '' });
 * const page = await http.request('GET /api/conversations', { query: { view: 'mine' } });
 */
export function createHttp(options: HttpOptions): Http {
  const send: FetchLike = options.fetch ?? ((url, request) => environment.fetch(url, request));

  return {
    async request<K extends RouteKey>(key: K, ...[input, call]: Arguments<K>) {
      const { method, url } = address(key, (input ?? {}) as Parts);
      const request = withBody({ method, headers: { ...options.headers?.() } }, input?.body);
      const timeoutMs = call?.timeoutMs ?? options.timeoutMs ?? 15_000;
      const answer = await exchange(send, options.baseUrl + url, request, timeoutMs, call?.signal);
      return read(answer) as RouteTable[K]['output'];
    },
  };
}

function address(key: string, { params, query }: Parts): { method: string; url: string } {
  const [method = '', path = ''] = key.split(' ');
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
  const search = Object.entries(query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
  return { method, url: search ? `${filled}?${search}` : filled };
}

function withBody(request: RequestLike, body: unknown): RequestLike {
  if (body === undefined) return request;
  // A form sets its own content type, with the boundary.
  if (Object.prototype.toString.call(body) === '[object FormData]') return { ...request, body };
  const headers = { 'content-type': 'application/json', ...request.headers };
  return { ...request, headers, body: JSON.stringify(body) };
}

interface Answer extends Pick<ResponseLike, 'ok' | 'status' | 'headers'> {
  text: string;
}

async function exchange(
  send: FetchLike,
  url: string,
  request: RequestLike,
  timeoutMs: number,
  signal?: AbortSignalLike,
): Promise<Answer> {
  const controller = new environment.AbortController();
  const abort = () => controller.abort();
  let late = false;
  const expire = () => {
    late = true;
    abort();
  };
  if (signal?.aborted) throw signal.reason;
  signal?.addEventListener('abort', abort);
  const timer = timeoutMs > 0 ? platformTimers.set(expire, timeoutMs) : undefined;
  try {
    const response = await send(url, { ...request, signal: controller.signal });
    const { ok, status, headers } = response;
    return { ok, status, headers, text: await response.text() };
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw new ApiError(0, { code: late ? 'timeout' : 'network' }, cause);
  } finally {
    if (timer !== undefined) platformTimers.clear(timer);
    signal?.removeEventListener('abort', abort);
  }
}

function read({ ok, status, headers, text }: Answer): unknown {
  const body = parse(text);
  // A page of some gateway on the way is no answer of the desk.
  if (ok) {
    if (body === undefined && text !== '') throw new ApiError(status, { code: 'network' });
    return body;
  }
  if (isErrorBody(body)) throw new ApiError(status, body);
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  throw new ApiError(status, { code: codeOf(status), ...(seconds >= 0 && { retryAfterMs: seconds * 1000 }) });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';

/** For answers that a proxy gave in the desk's place. */
function codeOf(status: number): ErrorCode {
  if (status === 413) return 'too_large';
  if (status === 429) return 'rate_limited';
  return status >= 502 && status <= 504 ? 'unavailable' : 'internal';
}
