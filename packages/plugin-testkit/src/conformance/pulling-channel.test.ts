import { jsonOf, type OutboundMessage, type Part, PluginError } from '@cskefu/plugin-sdk';
import { describe, expect, test, vi } from 'vitest';
import { conformanceCases, type FrameFixtures, type PullFixtures, runConformance } from '../index.ts';
import { modelCatalogs } from '../testing/model-channel.ts';
import { openModelDesk } from '../testing/model-desk.ts';
import {
  type PullingAdapter,
  pullingAdapter,
  pullingCatalogs,
  pullingFixtures,
  pullingPlugin,
} from '../testing/pulling-channel.ts';
import { pullingModelFixtures, pullingModelPlugin } from '../testing/pulling-model.ts';

type Connect = NonNullable<PullingAdapter['connect']>;

vi.setConfig({ testTimeout: 60_000 });

const verify = async (broken: Partial<PullingAdapter> = {}, only?: readonly number[]) => {
  const plugin = pullingPlugin(broken);
  const desk = await openModelDesk(plugin, 'pull', pullingFixtures);
  const options = { catalogs: pullingCatalogs, desk, ...(only && { only }) };
  const report = await runConformance(plugin, 'pull', pullingFixtures, options);
  desk.stop();
  return report;
};

const connectWith = (change: (given: Parameters<Connect>) => Parameters<Connect>): Connect => {
  const connect = pullingAdapter.connect as Connect;
  return (...given) => connect(...change(given));
};

/** All but the one that takes seven seconds; broken-desks.test.ts waits for those. */
const concerning = conformanceCases.map(({ id }) => id).filter((id) => id !== 16);

test('a channel that asks its provider, and carries only text, keeps every promise that concerns it', async () => {
  const report = await verify({}, concerning);
  expect(report.cases.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  const passed = report.cases.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id);
  expect(passed).toEqual([
    1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 26, 27, 28, 29, 30, 32, 33, 34, 35,
  ]);
});

test('one that claims more is tried in more', async () => {
  const only = concerning.filter((id) => ![28, 29, 30].includes(id));
  const options = { catalogs: modelCatalogs, only };
  const report = await runConformance(pullingModelPlugin(), 'model', pullingModelFixtures, options);
  expect(report.cases.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  const skipped = report.cases.filter(({ outcome }) => outcome === 'skipped').map(({ id }) => id);
  expect(skipped).toEqual([2, 3, 13]);
});

test.each([
  [1, 'message', 'pull.frames.message'],
  [21, 'receipt', 'pull.frames.receipt'],
] as const)('case %i fails where what it claims is not in the fixtures: %s', async (id, name, place) => {
  const { pull } = pullingModelFixtures;
  const frames = { ...pull?.frames, [name]: undefined as never } as never;
  const fixtures = { ...pullingModelFixtures, pull: { provider: pull?.provider as never, frames } };
  const report = await runConformance(pullingModelPlugin(), 'model', fixtures, { only: [id] });
  expect(report.cases).toMatchObject([{ outcome: 'failed', expected: `fixtures.${place}`, came: 'it is missing' }]);
});

/** Each breaks its connection in one way; and what the kit says to it. */
const broken: readonly (readonly [string, Connect, object])[] = [
  [
    'does not hold',
    async (channel, { http, inbound, cursor }) => {
      const url = `https://api.pull.example/updates?limit=50&after=${cursor ?? ''}`;
      const { body } = await http.fetch({ url, headers: { authorization: channel.config.token } });
      await inbound({ method: 'GET', path: '/', query: {}, headers: {}, body, receivedAt: Date.now() }, '1');
    },
    { expected: 'the connection to hold until its signal aborts', came: 'it ended' },
  ],
  [
    'hands over nothing',
    connectWith(([channel, context]) => [channel, { ...context, inbound: async () => {} }]),
    { expected: expect.stringMatching(/^what is handed over .* to be \["/), came: 'it was []' },
  ],
  [
    'names no place to go on from',
    connectWith(([channel, context]) => [channel, { ...context, inbound: (raw) => context.inbound(raw) }]),
    { expected: 'a cursor with what is handed over', came: 'it has none' },
  ],
  [
    'begins from the beginning each time',
    connectWith(([channel, context]) => [channel, { ...context, cursor: null }]),
    { expected: expect.stringContaining('from the cursor on'), came: expect.stringMatching(/^it was \[".*",".*"\]$/) },
  ],
  [
    'begins with what comes from now on',
    connectWith(([channel, context]) => [channel, { ...context, cursor: context.cursor && '99' }]),
    { expected: expect.stringContaining('from the cursor on'), came: 'it was []' },
  ],
  [
    'pesters a provider that is down',
    connectWith(([channel, context]) => {
      const fetch: typeof context.http.fetch = async (request) => {
        for (;;) {
          const answer = await context.http.fetch(request);
          if (answer.status === 200) return answer;
        }
      };
      return [channel, { ...context, http: { fetch } }];
    }),
    { expected: expect.stringContaining('requests a second while the provider is down') },
  ],
  [
    'passes over what could not be stored',
    connectWith(([channel, context]) => [
      channel,
      { ...context, inbound: (raw, cursor) => context.inbound(raw, cursor).catch(() => undefined) },
    ]),
    { expected: expect.stringContaining('to be handed over again'), came: 'it is passed over' },
  ],
  [
    'hands over more than can be read at once',
    connectWith(([channel, context]) => {
      const fetch: typeof context.http.fetch = (request) =>
        context.http.fetch({ ...request, url: request.url.replace('limit=50', 'limit=500') });
      return [channel, { ...context, http: { fetch } }];
    }),
    { expected: 'parse to read what the connection handed over' },
  ],
  [
    'hands over the oldest alone',
    connectWith(([channel, context]) => {
      const fetch: typeof context.http.fetch = async (request) => {
        const answer = await context.http.fetch(request);
        const { updates = [], next } = jsonOf(answer.body) as { updates?: readonly object[]; next: string };
        return { ...answer, body: new TextEncoder().encode(JSON.stringify({ updates: updates.slice(0, 1), next })) };
      };
      return [channel, { ...context, http: { fetch } }];
    }),
    { expected: expect.stringContaining('where 130 wait'), came: expect.stringMatching(/^it was \d+$/) },
  ],
  [
    'does not end',
    async (channel, context) => {
      await pullingAdapter.connect?.(channel, context).catch(() => undefined);
      await new Promise(() => {});
    },
    { expected: expect.stringContaining('to end within'), came: 'it hangs' },
  ],
  [
    'ends with an error of its own',
    () => Promise.reject(new PluginError('no_thanks', 'it does not connect')),
    { expected: expect.stringMatching(/^what is handed over/), came: 'it was []' },
  ],
];

describe.concurrent('a connection fails case 30', () => {
  test.each(broken)('that %s', async (_, connect, result) => {
    const report = await runConformance(pullingPlugin({ connect }), 'pull', pullingFixtures, {
      catalogs: pullingCatalogs,
      only: concerning.filter((id) => id !== 35),
    });
    const failed = report.cases.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toMatchObject([{ id: 30, ...result }]);
  });

  test('where its frames are not what it hands over', async () => {
    const { pull } = pullingFixtures;
    const frames: FrameFixtures = {
      ...pull?.frames,
      message: (sample, config) =>
        pull?.frames.message({ ...sample, threadId: 'another' }, config) as ReturnType<FrameFixtures['message']>,
    };
    const fixtures = { ...pullingFixtures, pull: { provider: pull?.provider as PullFixtures['provider'], frames } };
    const report = await runConformance(pullingPlugin(), 'pull', fixtures, { catalogs: pullingCatalogs, only: [30] });
    expect(report.cases).toMatchObject([{ expected: expect.stringContaining('compared with fixtures.pull.frames') }]);
  });

  test('without what the kit needs to try it', async () => {
    const { pull: _, ...fixtures } = pullingFixtures;
    const report = await runConformance(pullingPlugin(), 'pull', fixtures, { catalogs: pullingCatalogs, only: [30] });
    expect(report.cases).toMatchObject([{ outcome: 'failed', expected: 'fixtures.pull' }]);
  });
});

describe.concurrent('what is not advertised fails case 13', () => {
  test('where the channel makes a file of a link again', async () => {
    const asFile = (part: Part): Part =>
      part.kind === 'text' && part.text.includes('https://')
        ? { kind: 'file', url: part.text.split('\n')[1] ?? '' }
        : part;
    const report = await verify(
      {
        send: (message: OutboundMessage, channel, context) =>
          pullingAdapter.send?.({ ...message, parts: message.parts.map(asFile) }, channel, context) as never,
      },
      [13],
    );
    expect(report.cases).toMatchObject([
      {
        outcome: 'failed',
        expected: expect.stringContaining('in the place of a file to be ["text"]'),
        came: 'it was ["file"]',
      },
    ]);
  });

  test('where the channel lets fall what it was given', async () => {
    const noLinks = ({ parts }: OutboundMessage) =>
      parts.filter((part) => part.kind !== 'text' || !part.text.includes('https://'));
    const report = await verify(
      {
        send: (message, channel, context) =>
          pullingAdapter.send?.({ ...message, parts: noLinks(message) }, channel, context) as never,
      },
      [13],
    );
    expect(report.cases).toMatchObject([{ outcome: 'failed', came: 'it was []' }]);
  });

  test('where the desk does not adapt it', async () => {
    const plugin = pullingPlugin();
    const desk = await openModelDesk(plugin, 'pull', pullingFixtures, { adapt: (parts) => parts });
    const report = await runConformance(plugin, 'pull', pullingFixtures, { desk, only: [13] });
    desk.stop();
    expect(report.cases).toMatchObject([{ outcome: 'failed', came: 'it was ["file"]' }]);
  });
});
