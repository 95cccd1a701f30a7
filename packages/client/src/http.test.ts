import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Conversation, ErrorBody } from '@cskefu/contract';
import { afterEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { ApiError, createHttp, type Http } from './http.ts';

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A real server that answers each request by `answer`; gives the client and what the server saw. */
async function serve(answer: (response: ServerResponse, seen: Seen) => void, timeoutMs?: number) {
  const requests: Seen[] = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const seen = { method: request.method, url: request.url, headers: request.headers, body };
    requests.push(seen);
    answer(response, seen);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  const headers = () => ({ authorization: 'Bearer token' });
  return { http: createHttp({ baseUrl, headers, ...(timeoutMs !== undefined && { timeoutMs }) }), requests };
}

const json = (value: unknown, status = 200) => {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
};

const failure = (call: Promise<unknown>): Promise<ApiError> =>
  call.then(
    () => expect.unreachable('the call should have failed'),
    (error) => error,
  );

describe('asking', () => {
  it('fills the path, the query and the body', async () => {
    const { http, requests } = await serve(json({ ok: true }));
    await http.request('GET /api/conversations/:id/events', {
      params: { id: 'a/b c' },
      query: { before: 7, after: undefined, limit: 50 },
    });
    await http.request('POST /api/files/links', { body: { ids: ['x'] } });
    await http.request('POST /api/visitor/close');
    expect(requests.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['GET', '/api/conversations/a%2Fb%20c/events?before=7&limit=50', ''],
      ['POST', '/api/files/links', '{"ids":["x"]}'],
      ['POST', '/api/visitor/close', ''],
    ]);
    expect(requests.map(({ headers }) => headers['content-type'])).toEqual([undefined, 'application/json', undefined]);
    expect(requests.every(({ headers }) => headers.authorization === 'Bearer token')).toBe(true);
  });

  it('sends a form as it is', async () => {
    const { http, requests } = await serve(json({}));
    const body = new FormData();
    body.append('file', new Blob(['bytes']), '合同.txt');
    await http.request('POST /api/files', { body });
    expect(requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(requests[0]?.body).toContain('合同.txt');
  });

  it('is typed by the routes of the contract', () => {
    const typed = (http: Http) => {
      const one = http.request('GET /api/conversations/:id', { params: { id: 'x' } });
      expectTypeOf(one).resolves.toEqualTypeOf<Conversation>();
      // @ts-expect-error the id is missing
      void http.request('GET /api/conversations/:id');
      // @ts-expect-error there is no such route
      void http.request('GET /api/nothing');
      // @ts-expect-error no such view
      return http.request('GET /api/conversations', { query: { view: 'all' } });
    };
    expectTypeOf(typed).toBeFunction();
  });
});

describe('answers', () => {
  it('gives the body, or nothing where there is none', async () => {
    const { http } = await serve(json({ id: 'x' }));
    expect(await http.request('GET /api/me')).toEqual({ id: 'x' });
    server?.close();
    const empty = await serve((response) => response.writeHead(204).end());
    expect(await empty.http.request('GET /api/me')).toBeUndefined();
  });

  it('turns an error of the desk into an ApiError with all it says', async () => {
    const body: ErrorBody = {
      code: 'rate_limited',
      detail: 'for developers',
      issues: [{ path: 'text', message: 'too long' }],
      retryAfterMs: 700,
      requestId: 'r1',
    };
    const { http } = await serve(json(body, 429));
    const error = await failure(http.request('GET /api/me'));
    expect(error).toBeInstanceOf(ApiError);
    expect({ ...error, message: error.message }).toMatchObject({ ...body, status: 429, message: 'for developers' });
  });

  it.each([
    [413, 'too_large'],
    [429, 'rate_limited'],
    [502, 'unavailable'],
    [504, 'unavailable'],
    [500, 'internal'],
    [418, 'internal'],
  ])('words the status %i of a proxy as %s', async (status, code) => {
    const { http } = await serve((response) => response.writeHead(status, { 'retry-after': '2' }).end('<html>'));
    expect(await failure(http.request('GET /api/me'))).toMatchObject({ status, code, retryAfterMs: 2_000 });
  });

  it('takes a page of somebody else for no answer', async () => {
    const { http } = await serve((response) => response.end('<html>Sign in to the hotel network</html>'));
    expect(await failure(http.request('GET /api/me'))).toMatchObject({ code: 'network', status: 200 });
  });
});

describe('no answer', () => {
  it('is a network error when the connection breaks, also within the body', async () => {
    const cut = await serve((response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await failure(cut.http.request('GET /api/me'))).toMatchObject({ code: 'network', status: 0 });
    const nobody = createHttp({ baseUrl: 'http://127.0.0.1:9' });
    const error = await failure(nobody.request('GET /api/me'));
    expect(error).toMatchObject({ code: 'network', status: 0 });
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('is a time-out when it takes too long, also within the body', async () => {
    const { http } = await serve((response) => {
      response.writeHead(200);
      response.write('{');
    }, 30);
    expect(await failure(http.request('GET /api/me'))).toMatchObject({ code: 'timeout', status: 0 });
    expect(await failure(http.request('GET /api/me', {}, { timeoutMs: 10 }))).toMatchObject({ code: 'timeout' });
  });

  it('may take any time where that is wanted', async () => {
    const { http } = await serve((response) => setTimeout(json({ ok: true }), 60, response), 30);
    expect(await http.request('POST /api/files', { body: {} }, { timeoutMs: 0 })).toEqual({ ok: true });
  });

  it('fails with the reason of the one who ended it', async () => {
    const { http } = await serve(() => {});
    const controller = new AbortController();
    const call = failure(http.request('GET /api/me', undefined, { signal: controller.signal }));
    controller.abort('the page was left');
    expect(await call).toBe('the page was left');
    const fetch = vi.fn();
    const never = createHttp({ baseUrl: '', fetch });
    expect(await failure(never.request('GET /api/me', undefined, { signal: controller.signal }))).toBe(
      'the page was left',
    );
    expect(fetch).not.toHaveBeenCalled();
  });
});
