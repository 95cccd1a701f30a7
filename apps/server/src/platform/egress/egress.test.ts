import { afterEach, describe, expect, test } from 'vitest';
import { type OutsideServer, startOutsideServer } from '../../testing/outside-server.ts';
import { guardedLookup, type Resolve } from './guarded-agents.ts';
import { createOpenOutside, readAnswer } from './index.ts';
import { isPublicAddress } from './public-address.ts';

const servers: OutsideServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const serve: typeof startOutsideServer = async (answer) => {
  const server = await startOutsideServer(answer);
  servers.push(server);
  return server;
};

const never: Resolve = () => Promise.reject(new Error('no name was to be looked up'));
const namesOf = (names: Record<string, string>): Resolve & { asked: string[] } => {
  const asked: string[] = [];
  const resolve = async (hostname: string) => {
    asked.push(hostname);
    return (names[hostname] ?? '')
      .split(' ')
      .map((address) => ({ address, family: address.includes(':') ? 6 : 4 }) as const);
  };
  return Object.assign(resolve, { asked });
};

interface Asking {
  readonly privateHosts?: readonly string[];
  readonly resolve?: Resolve;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  readonly mayReach?: (url: URL) => boolean;
}

const ask = async (url: string, options: Asking = {}) => {
  const { privateHosts = [], resolve = never, timeoutMs = 5_000, maxBytes = 1_000, mayReach = () => true } = options;
  const open = createOpenOutside({ privateHosts, resolve });
  const signal = AbortSignal.timeout(timeoutMs);
  const { method = 'GET', headers = {}, body } = options;
  const request = { url: new URL(url), method, headers, body: body === undefined ? undefined : Buffer.from(body) };
  const answer = await open(request, { mayReach, signal });
  const bytes = await readAnswer(answer, { maxBytes, signal });
  return { status: answer.statusCode, text: Buffer.from(bytes).toString() };
};

const refused = (url: string, options?: Asking) =>
  expect(ask(url, options), url).rejects.toMatchObject({ code: 'not_allowed' });

describe('which addresses are public', () => {
  test.each(['8.8.8.8', '114.114.114.114', '2400:3200::1', '::ffff:8.8.8.8'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  test.each([
    ...['0.0.0.0', '0.1.2.3', '10.1.2.3', '100.64.0.1', '100.100.100.200', '127.0.0.1', '127.255.255.254'],
    ...['168.63.129.16', '169.254.169.254', '172.16.0.1', '172.31.255.255', '192.0.0.1', '192.0.2.1', '192.168.1.1'],
    ...[
      '198.18.0.1',
      '203.0.113.9',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      'fc00::1',
      'fd00:ec2::254',
    ],
    ...['fe80::1', 'fec0::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '64:ff9b::a00:1'],
    ...['2002:7f00:1::', '2001:db8::1', '2001::1', '::127.0.0.1', '100::1', 'nonsense', ''],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('what is refused before anything is sent', () => {
  test('addresses of the house, however they are written', async () => {
    const { url, host, requests } = await serve();
    const [, port] = host.split(':');
    for (const name of [
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '2130706433',
      '017700000001',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0.0.0.0',
    ])
      await refused(`https://${name}:${port}/`);
    await refused('https://169.254.169.254/latest/meta-data/');
    await refused(url);
    expect(requests).toEqual([]);
  });

  test('names that lead into the house, also if only one of their addresses does', async () => {
    const resolve = namesOf({
      'inward.example': '10.0.0.1',
      'mixed.example': '8.8.8.8 127.0.0.1',
      'six.example': '8.8.8.8 ::1',
    });
    for (const name of ['inward.example', 'mixed.example', 'six.example'])
      await refused(`https://${name}/`, { resolve });
    await expect(ask('https://nowhere.example/', { resolve: async () => [] })).rejects.toMatchObject({
      code: 'unreachable',
    });
  });

  test('speaking without TLS, and other protocols', async () => {
    await refused('http://api.example.com/');
    await refused('ftp://api.example.com/');
    await refused('file:///etc/passwd');
  });

  test('whatever whoever asks may not reach', async () => {
    const { url, host } = await serve();
    await refused(url, { privateHosts: [host], mayReach: () => false });
  });
});

test('a connection is made to the addresses that were looked at, with one question to the name servers', async () => {
  const resolve = namesOf({ 'api.example.com': '93.184.216.34 2606:2800::1' });
  const found = await new Promise((done, fail) =>
    guardedLookup(resolve)('api.example.com', { all: true }, (error, addresses) =>
      error ? fail(error) : done(addresses),
    ),
  );
  expect(found).toEqual([
    { address: '93.184.216.34', family: 4 },
    { address: '2606:2800::1', family: 6 },
  ]);
  expect(resolve.asked).toEqual(['api.example.com']);
});

describe('hosts that the operator has named', () => {
  test('answer, with port and all', async () => {
    const { url, host, requests } = await serve();
    const options = { privateHosts: [host], method: 'POST', body: '春', headers: { 'x-key': 'k' } };
    expect(await ask(`${url}/a?b=1`, options)).toEqual({ status: 200, text: 'ok' });
    expect(requests).toMatchObject([{ method: 'POST', url: '/a?b=1', body: '春', headers: { host, 'x-key': 'k' } }]);
    const other = await serve();
    await refused(other.url, { privateHosts: [host] });
  });

  test('redirects are followed three times, each looked at like the first, and take no secret elsewhere', async () => {
    const goal = await serve();
    const hops = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      response.writeHead(302, { location: left === 0 ? `${goal.url}/goal` : `/${left - 1}` }).end();
    });
    const privateHosts = [goal.host, hops.host];
    const headers = { authorization: 'Bearer secret', 'x-key': 'secret', accept: 'text/plain' };
    expect(await ask(`${hops.url}/2`, { privateHosts, headers, method: 'POST', body: 'x' })).toMatchObject({
      text: 'ok',
    });
    expect(hops.requests.at(-1)).toMatchObject({
      method: 'GET',
      body: '',
      headers: { authorization: 'Bearer secret' },
    });
    expect(goal.requests[0]?.headers).toMatchObject({ accept: 'text/plain' });
    expect(JSON.stringify(goal.requests)).not.toContain('secret');
    await expect(ask(`${hops.url}/3`, { privateHosts })).rejects.toMatchObject({ code: 'bad_redirect' });
    await refused(`${hops.url}/0`, { privateHosts: [hops.host] });
    await refused(`${hops.url}/0`, { privateHosts, mayReach: (url) => url.host === hops.host });
    expect(goal.requests).toHaveLength(1);
  });

  test('a 307 keeps method and body', async () => {
    const server = await serve((request, response) =>
      request.url === '/again' ? response.end('done') : response.writeHead(307, { location: '/again' }).end(),
    );
    const options = { privateHosts: [server.host], method: 'PUT', body: 'words' };
    expect(await ask(server.url, options)).toMatchObject({ text: 'done' });
    expect(server.requests[1]).toMatchObject({ method: 'PUT', body: 'words' });
  });

  test('too much, too late, broken off, not there: each has its code', async () => {
    const server = await serve((request, response) => {
      if (request.url === '/large') return void response.end('x'.repeat(1_001));
      if (request.url === '/endless') return void setInterval(() => response.write('x'), 10).unref();
      if (request.url === '/broken') return void request.socket.destroy();
      if (request.url === '/half') {
        response.writeHead(200, { 'content-length': '100' }).write('x');
        return void setTimeout(() => request.socket.destroy(), 20);
      }
    });
    const failing = (path: string, code: string) =>
      expect(
        ask(server.url + path, { privateHosts: [server.host], timeoutMs: 300, maxBytes: 1_000 }),
        path,
      ).rejects.toMatchObject({ code });
    await failing('/large', 'too_large');
    await failing('/endless', 'timeout');
    await failing('/silent', 'timeout');
    await failing('/broken', 'interrupted');
    await failing('/half', 'interrupted');
    const gone = await serve();
    await gone.close();
    await expect(ask(gone.url, { privateHosts: [gone.host] })).rejects.toMatchObject({ code: 'unreachable' });
  });
});
