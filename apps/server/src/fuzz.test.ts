import { newId } from '@cskefu/client';
import { type RouteDefinition, routes } from '@cskefu/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountSamples } from './testing/samples/accounts.ts';
import { administrationSamples } from './testing/samples/administration.ts';
import { channelSamples } from './testing/samples/channels.ts';
import { conversationSamples } from './testing/samples/conversations.ts';
import { pluginSamples } from './testing/samples/plugins.ts';
import { message, type Samples } from './testing/samples/sample.ts';
import { visitorSamples } from './testing/samples/visitors.ts';
import { spicyValue, spoiled } from './testing/spicy.ts';
import { beginTalk } from './testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from './testing/test-desk.ts';
import type { TestSocket } from './testing/test-socket.ts';

let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;
let visitor: TestVisitor;
let conversationId: string;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  chief = await desk.buildAgent({ superAdministrator: true });
  ({ visitor, conversationId } = await beginTalk(desk, { agent }));
});
afterAll(async () => {
  expect(desk.logs.filter((line) => /request failed|could not be stored|unhandled/.test(line))).toEqual([]);
  await desk.stop();
});

/** What is made of them is not valid any more. */
const samples: Samples = {
  ...accountSamples,
  ...administrationSamples,
  ...channelSamples,
  ...conversationSamples,
  ...pluginSamples,
  ...visitorSamples,
};

const asText = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).slice(0, 3_000);
const asQuery = (value: unknown) =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, one]) => `${encode(key)}=${encode(asText(one))}`)
        .join('&')
    : encode(asText(value));
/** Half a character cannot be encoded; its bytes can. */
const encode = (text: string) => encodeURIComponent(text.toWellFormed());

/** Those whom the door lets in: behind it is more to break. */
function whoMay(access: RouteDefinition['access'], key: string): string[] {
  // Signing out would end the session of those who come after.
  if (key.endsWith('sign-out')) return ['nobody'];
  const signedIn = access.some((one) => one !== 'visitor') ? ['agent', 'chief', 'chief'] : [];
  return [
    ...signedIn,
    ...(access.includes('visitor') ? ['visitor', 'visitor'] : []),
    ...(access.includes('public') ? ['nobody'] : []),
  ];
}

function credentials(person: string): Record<string, string> {
  if (person === 'visitor') return { authorization: `Bearer ${visitor.token}` };
  if (person === 'nobody') return {};
  return { cookie: (person === 'agent' ? agent : chief).cookie, origin: desk.url };
}

describe('random requests', () => {
  const definitions = Object.values(routes).flatMap((noun) => Object.values(noun) as RouteDefinition[]);

  test.each(definitions.map((definition) => [`${definition.method} ${definition.path}`, definition] as const))(
    '%s never fails on our side',
    async (key, { method, path, access }) => {
      const { params, query, body } = samples[key] ?? {};
      const people = whoMay(access, key);
      let address = 0;
      await fc.assert(
        fc.asyncProperty(
          spoiled(params),
          spoiled(query),
          spoiled(body),
          fc.constantFrom(...people),
          fc.boolean(),
          async (somewhere, something, content, person, known) => {
            const values = somewhere as Record<string, unknown> | undefined;
            const url = path.replace(/:(\w+)/g, (_, name: string) =>
              known && name === 'id' && path.includes('conversations')
                ? conversationId
                : encode(asText(values?.[name] ?? somewhere)) || 'x',
            );
            const response = await desk.app.http.inject({
              method,
              url: query ? `${url}?${asQuery(something)}` : url,
              // Each from another address: the limits of the doors are not what is tested here.
              remoteAddress: `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address++ & 255}`,
              headers: {
                host: `127.0.0.1:${desk.port}`,
                ...credentials(person),
                ...(body ? { 'content-type': 'application/json' } : {}),
              },
              ...(body ? { payload: JSON.stringify(content) ?? '' } : {}),
            });
            if (response.statusCode >= 500)
              throw new Error(`${method} ${response.raw.req.url} answered ${response.statusCode}: ${response.body}`);
          },
        ),
        { numRuns: body || query ? 60 : 25 },
      );
    },
  );

  test('bodies that are hardly JSON', async () => {
    const strange = [
      '',
      '{',
      '[',
      '['.repeat(100_000),
      '{"a":'.repeat(20_000),
      '"\\ud83d"',
      '\ufeff{}',
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":{}}}',
      'x'.repeat(300_000),
      '\u0000',
    ];
    for (const payload of strange) {
      const response = await desk.app.http.inject({
        method: 'POST',
        url: '/api/visitor/messages',
        payload,
        headers: { ...credentials('visitor'), 'content-type': 'application/json' },
      });
      expect([payload.slice(0, 20), response.statusCode]).toEqual([
        payload.slice(0, 20),
        payload.length > 262_144 ? 413 : 400,
      ]);
    }
  });

  test('addresses that are hardly addresses', async () => {
    for (const url of [
      '/%',
      '/%zz',
      '/api/%00',
      '//',
      '/../../etc/passwd',
      '/chat/%00',
      '/chat/site%2f..',
      '/widget-config/%ff',
      `/${'x'.repeat(9_000)}`,
      '/files/../metrics',
      '/api/conversations/%2e%2e/events',
    ]) {
      const { statusCode } = await desk.app.http.inject({ url });
      expect([url.slice(0, 30), statusCode < 500]).toEqual([url.slice(0, 30), true]);
    }
  });
});

describe('random frames', () => {
  const frames = [
    { type: 'hello', protocol: 1, token: 'x', resume: [{ conversationId: newId(), after: 1 }] },
    { type: 'subscribe', conversationId: newId(), after: 0 },
    { type: 'unsubscribe', conversationId: newId() },
    { type: 'send', id: newId(), conversationId: newId(), message },
    { type: 'send', id: newId(), message: { kind: 'image', fileId: newId(), text: 't' } },
    { type: 'read', conversationId: newId(), seq: 3 },
    { type: 'typing', conversationId: newId(), draft: 'd' },
    { type: 'ping' },
  ];
  const frame = fc
    .oneof(...frames.map((one) => spoiled(one)), spicyValue)
    .map((value) => JSON.stringify(value) ?? 'undefined');
  const text = fc.oneof(
    { weight: 6, arbitrary: frame },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
    { weight: 1, arbitrary: frame.map((whole) => whole.slice(0, whole.length / 2)) },
  );

  test.each(['visitor', 'agent'] as const)(
    'as %s: each is answered, or the connection is closed by the rules',
    async (kind) => {
      const person = kind === 'visitor' ? visitor : agent;
      let socket: TestSocket = await person.connect();
      await fc.assert(
        fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), fc.boolean(), async (texts, ours) => {
          if (socket.socket.readyState !== socket.socket.OPEN)
            socket = await person.connect([{ conversationId, after: 0 }]);
          for (const one of texts)
            socket.sendRaw(ours ? one.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, conversationId) : one);
          socket.send({ type: 'ping' });
          const before = socket.frames.length;
          const pong = async () => {
            await expect.poll(() => socket.frames.slice(before).some((one) => one.type === 'pong')).toBe(true);
            return 0;
          };
          const code = await Promise.race([socket.closed, pong()]);
          expect([0, 4004, 1009]).toContain(code);
        }),
        { numRuns: 120 },
      );
      await socket.close();
    },
    60_000,
  );

  test('deep nesting within the limit of a frame', async () => {
    const socket = await visitor.connect();
    const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    socket.sendRaw(`{"type":"send","id":"${newId()}","message":${nested(9_000)}}`);
    await socket.frame('error', ({ code }) => code === 'invalid_input');
    socket.sendRaw('['.repeat(60_000));
    await socket.frame('error', ({ code }) => code === 'malformed_frame');
    await socket.close();
  });
});

test('after all of it the desk is alive, and people talk', async () => {
  expect((await fetch(`${desk.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${desk.url}/readyz`)).status).toBe(200);
  await desk.db.updateTable('channels').set({ enabled: true }).execute();
  const talk = await beginTalk(desk, { agent });
  expect(talk.conversationId).toBeDefined();
  expect(({} as { hacked?: unknown }).hacked).toBeUndefined();
});
