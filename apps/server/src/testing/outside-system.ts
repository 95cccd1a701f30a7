import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OutsideRequest {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export type OutsideReply = { status: number; headers?: Record<string, string>; body?: unknown } | 'hang' | 'drop';

/** A system of somebody else, on loopback, that does what a test wants. It keeps what it took, once for each id. */
export interface OutsideSystem {
  readonly url: string;
  readonly host: string;
  /** What it took, in order, each id once. */
  readonly taken: Record<string, unknown>[];
  readonly requests: OutsideRequest[];
  /** Instead of taking a request; undefined: take it. */
  answer: (request: OutsideRequest, take: () => void) => OutsideReply | undefined;
  stop(): Promise<void>;
}

export async function startOutsideSystem(): Promise<OutsideSystem> {
  const taken: Record<string, unknown>[] = [];
  const requests: OutsideRequest[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url ?? '/', 'http://outside');
    const seen: OutsideRequest = {
      method: request.method ?? '',
      query: url.searchParams,
      headers: request.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
    requests.push(seen);
    const take = () => {
      if (seen.body['type'] === 'message' && !taken.some(({ id }) => id === seen.body['id'])) taken.push(seen.body);
    };
    const reply = system.answer(seen, take) ?? ordinary(seen, take);
    if (reply === 'hang') return;
    if (reply === 'drop') return void request.socket.destroy();
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(JSON.stringify(reply.body ?? {}));
  });
  const ordinary = ({ method, query, body }: OutsideRequest, take: () => void): OutsideReply => {
    if (method === 'GET') {
      const known = taken.some(({ id }) => id === query.get('id'));
      return known ? { status: 200, body: { id: `their ${query.get('id')}` } } : { status: 404 };
    }
    take();
    return { status: 200, body: { id: `their ${body['id']}` } };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const system: OutsideSystem = {
    url: `http://127.0.0.1:${port}/hook`,
    host: `127.0.0.1:${port}`,
    taken,
    requests,
    answer: () => undefined,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return system;
}

/** Calls a channel of the desk as such a system would. */
export async function callWebhook(
  url: string,
  secret: string,
  body: unknown,
  { at = Date.now(), signature }: { at?: number; signature?: string } = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(at / 1_000));
  const own = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')}`;
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-cskefu-timestamp': timestamp,
      'x-cskefu-signature': signature ?? own,
    },
    body: text,
  });
}
