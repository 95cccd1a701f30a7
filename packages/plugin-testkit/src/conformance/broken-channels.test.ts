import type { OutboundMessage, RawRequest, SendResult } from '@cskefu/plugin-sdk';
import { describe, expect, test, vi } from 'vitest';
import { runConformance } from '../index.ts';
import { API, modelAdapter, modelCatalogs, modelConfig, modelPlugin } from '../testing/model-channel.ts';
import { modelFixtures } from '../testing/model-fixtures.ts';
import { pullingModelFixtures, pullingModelPlugin } from '../testing/pulling-model.ts';

type Broken = Parameters<typeof modelPlugin>[0];
type ModelChannel = Parameters<NonNullable<typeof modelAdapter.send>>[1];
type Send = NonNullable<typeof modelAdapter.send>;

const parsed = (request: RawRequest, channel: ModelChannel) => modelAdapter.parse?.(request, channel) ?? [];
const sent: Send = async (message, channel, context) =>
  (await modelAdapter.send?.(message, channel, context)) as SendResult;

/** `send` as it is, except for what it makes of one kind of answer. */
const sendBut =
  (change: (result: SendResult) => SendResult): Send =>
  async (message, channel, context) =>
    change(await sent(message, channel, context));

const when =
  (code: string, instead: object) =>
  (result: SendResult): SendResult =>
    !result.ok && result.code === code ? ({ ...result, ...instead } as SendResult) : result;

const textOnly = (message: OutboundMessage) => message.parts.filter(({ kind }) => kind === 'text');

/** So many ms of the processor, however much else the machine has to do. */
const compute = (ms: number) => {
  for (const { user } = process.threadCpuUsage(); process.threadCpuUsage().user - user < ms * 1_000; );
};

let remembered = '';
let firstGiven: Parameters<Send>[2] | undefined;
let parses = 0;

/** Each breaks one promise, and only this. */
const broken: readonly (readonly [number, string, NonNullable<Broken>])[] = [
  [
    1,
    'mixes up the sender',
    {
      parse: (request, channel) =>
        parsed(request, channel).map((event) =>
          event.type === 'message' ? { ...event, sender: { ...event.sender, externalId: 'somebody' } } : event,
        ),
    },
  ],
  [3, 'answers the handshake with something else', { verify: () => ({ kind: 'challenge', answer: { body: 'pong' } }) }],
  [
    4,
    'gives a new id to each delivery',
    {
      parse: (request, channel) =>
        parsed(request, channel).map((event) =>
          event.type === 'message' ? { ...event, externalId: `${event.externalId}-${request.receivedAt}` } : event,
        ),
    },
  ],
  [6, 'reads only the first of a batch', { parse: (request, channel) => parsed(request, channel).slice(0, 1) }],
  [
    7,
    'throws at what it does not know',
    {
      parse: (request, channel) => {
        if (new TextDecoder().decode(request.body).includes('danced')) throw new Error('unknown event');
        return parsed(request, channel);
      },
    },
  ],
  [
    8,
    'stumbles over another form',
    {
      parse: (request, channel) => {
        if (new TextDecoder().decode(request.body) === 'null') (null as unknown as { a: string }).a.trim();
        return parsed(request, channel);
      },
    },
  ],
  [
    9,
    'counts what it parses',
    {
      parse: (request, channel) => {
        parses++;
        return parsed(request, channel).map((event) =>
          event.type === 'message' ? { ...event, sender: { ...event.sender, name: `${parses}` } } : event,
        );
      },
    },
  ],
  [
    10,
    'keeps only the first plane of characters',
    {
      parse: (request, channel) =>
        parsed(request, channel).map((event) =>
          event.type === 'message'
            ? {
                ...event,
                parts: event.parts.map((part) =>
                  part.kind === 'text' ? { ...part, text: part.text.replace(/[\u{10000}-\u{10ffff}]/gu, '?') } : part,
                ),
              }
            : event,
        ),
    },
  ],
  [
    11,
    'takes what comes from the future for now',
    {
      parse: (request, channel) =>
        parsed(request, channel).map((event) =>
          event.type === 'message' ? { ...event, at: Math.min(event.at, request.receivedAt) } : event,
        ),
    },
  ],
  [
    12,
    'sends only the text',
    { send: (message, channel, context) => sent({ ...message, parts: textOnly(message) }, channel, context) },
  ],
  [
    14,
    'cuts what is allowed',
    {
      send: (message, channel, context) =>
        sent(
          {
            ...message,
            parts: message.parts.map((part) =>
              part.kind === 'text' ? { ...part, text: part.text.slice(0, 300) } : part,
            ),
          },
          channel,
          context,
        ),
    },
  ],
  [16, 'does not wait as long as it is told', { send: sendBut(when('rate_limited', { retry: { afterMs: 1 } })) }],
  [17, 'gives up when the provider is down', { send: sendBut(when('provider_down', { retry: 'no' })) }],
  [18, 'tries for ever', { send: sendBut(when('content_refused', { retry: 'backoff' })) }],
  [19, 'finds what is not there', { lookup: async () => ({ ok: true, externalIds: ['x'], state: 'sent' }) }],
  [
    20,
    'has another key for each attempt',
    {
      send: (message, channel, context) =>
        sent(
          { ...message, idempotencyKey: context.attempt === 1 ? message.idempotencyKey : `again-${context.attempt}` },
          channel,
          context,
        ),
    },
  ],
  [
    21,
    'overhears that something was read',
    {
      parse: (request, channel) =>
        parsed(request, channel).filter((event) => event.type !== 'receipt' || event.state !== 'read'),
    },
  ],
  [22, 'claims a recall that it cannot do', { recall: undefined as never }],
  [23, 'does not say that media are gone', { send: sendBut(when('media_failed', { code: 'content_refused' })) }],
  [24, 'does not say that the window is closed', { send: sendBut(when('window_closed', { code: 'content_refused' })) }],
  [
    25,
    'fetches a token for each message',
    {
      send: async (message, channel, context) => {
        await context.tokens.get(`access-${message.idempotencyKey}`, async () => ({ value: 'x', expiresInS: 60 }));
        return sent(message, channel, context);
      },
    },
  ],
  [
    26,
    'remembers the account of another channel',
    {
      send: async (message, channel, context) => {
        remembered ||= channel.config.account;
        const result = await sent(message, channel, context);
        if (result.ok) await context.http.fetch({ url: `${API}/seen`, headers: { account: remembered } });
        return result;
      },
    },
  ],
  [
    27,
    'writes the token into the log',
    {
      send: (message, channel, context) => {
        context.log.info('sending', { with: channel.config.token });
        return sent(message, channel, context);
      },
    },
  ],
  [
    31,
    'cannot take the webhook back twice',
    {
      deprovision: async (channel, context) => {
        await modelAdapter.deprovision?.(channel, context);
        if ((await context.kv.increment('taken back')) > 1) throw new Error('was never there');
      },
    },
  ],
  [
    32,
    'takes bad credentials for an outage',
    {
      health: async (channel, context) => {
        const health = await modelAdapter.health(channel, context);
        return health.ok ? health : { ...health, code: 'outage' };
      },
    },
  ],
  [34, 'has a title in one language', { title: 'Model' }],
  [
    35,
    'takes its time',
    {
      parse: (request, channel) => {
        compute(6);
        return parsed(request, channel);
      },
    },
  ],
];

// One of them is slow on purpose.
vi.setConfig({ testTimeout: 30_000 });

describe('a channel that breaks one promise fails this case and no other', () => {
  test.each(broken)('%i: %s', async (id, _, change) => {
    const plugin = modelPlugin(change);
    const report = await runConformance(plugin, 'model', modelFixtures, { catalogs: modelCatalogs });
    const failed = report.cases.filter(({ outcome }) => outcome === 'failed');
    expect(failed.map((result) => result.id)).toEqual([id]);
    expect(failed[0]).toMatchObject({
      expected: expect.any(String),
      came: expect.any(String),
      read: expect.stringContaining(`${id}`),
    });
  });
});

/** Those that look at what comes in. */
const PARSING = [1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 21, 22, 27, 35];
const inParse = broken.filter(([id, _, change]) => PARSING.includes(id) && change.parse);

describe('a channel that asks its provider itself and breaks one promise of what comes in fails this case and no other', () => {
  test.each(inParse)('%i: %s', async (id, _, change) => {
    const options = { catalogs: modelCatalogs, only: PARSING };
    const report = await runConformance(pullingModelPlugin(change), 'model', pullingModelFixtures, options);
    expect(report.cases.filter(({ outcome }) => outcome === 'failed').map((result) => result.id)).toEqual([id]);
  });
});

const stamped = { ...modelAdapter.signature, timestamp: { header: 'X-Time', toleranceS: 86_400 } } as never;
const { deprovision: _, ...withoutDeprovision } = modelAdapter;

/** What else a case looks at: its own words say which of them failed. */
const otherwise: readonly (readonly [number, string, NonNullable<Broken>, string])[] = [
  [1, 'rejects what is genuine', { verify: () => ({ kind: 'reject', status: 401 }) }, 'to be accepted'],
  [1, 'mixes up the thread', { parse: changedMessages({ thread: { id: 'x', model: 'contact' } }) }, 'the thread'],
  [1, 'says something else', { parse: changedMessages({ parts: [{ kind: 'text', text: 'x' }] }) }, 'the text'],
  [2, 'takes signatures of an hour ago', { signature: stamped }, 'an old signature'],
  [
    4,
    'gives ids by the place in a batch',
    {
      parse: (request, channel) =>
        parsed(request, channel).map((event, at) =>
          event.type === 'message' ? { ...event, externalId: `${event.externalId}-${at}` } : event,
        ),
    },
    'among others',
  ],
  [
    5,
    'gives one time to a whole batch',
    {
      parse: (request, channel) => {
        const events = parsed(request, channel);
        const [first] = events.flatMap((event) => (event.type === 'message' ? [event.at] : []));
        return events.map((event) => (event.type === 'message' ? { ...event, at: first ?? 0 } : event));
      },
    },
    'whose latest message comes first',
  ],
  [
    8,
    'takes long for what is long',
    {
      parse: (request, channel) => {
        if (request.body.length > 100_000) compute(1_200);
        return parsed(request, channel);
      },
    },
    'at once',
  ],
  [6, 'gives one id to a whole batch', { parse: changedMessages({ externalId: 'x' }) }, 'different externalIds'],
  [9, 'answers later', { parse: (async () => []) as never }, 'not with a promise'],
  [
    9,
    'reads the clock',
    {
      parse: (request, channel) =>
        parsed(request, channel).map((event) => ({ ...event, at: Math.floor(Date.now() / 3_600_000) })),
    },
    'on another day',
  ],
  [
    9,
    'changes what it reads',
    {
      parse: (request, channel) => {
        Object.assign(request.headers, { seen: 'yes' });
        return parsed(request, channel);
      },
    },
    'input that cannot be changed',
  ],
  [17, 'gives up when nobody is there', { send: sendBut(when('timeout', { retry: 'no' })) }, 'cannot be reached'],
  [18, 'calls a refusal a rate limit', { send: sendBut(when('content_refused', { code: 'rate_limited' })) }, 'one of'],
  [19, 'sends in doubt again', { send: sendBut(when('timeout', { retry: 'backoff' })) }, 'retry'],
  [19, 'finds nothing', { lookup: async () => 'never_sent' }, 'to be found'],
  [22, 'can show typing and does not claim it', { typing: async () => {} }, 'show typing'],
  [22, 'can tell a profile and does not claim it', { profile: async (identity) => identity }, 'a profile'],
  [
    22,
    'overhears that something was taken back',
    { parse: (request, channel) => parsed(request, channel).filter(({ type }) => type !== 'recall') },
    'an event recall',
  ],
  [31, 'tells nobody that it goes', { deprovision: async () => {} }, 'to tell the provider'],
  [32, 'is well without asking', { health: async () => ({ ok: true }) }, 'health to ask'],
  [
    32,
    'says that all is well to whoever is not there',
    {
      health: async (channel, context) => {
        const health = await modelAdapter.health(channel, context);
        return !health.ok && health.detail === 'no answer' ? { ok: true } : health;
      },
    },
    'cannot be reached',
  ],
];

/** `parse` as it is, except for this in each message. */
function changedMessages(instead: object): NonNullable<NonNullable<Broken>['parse']> {
  return (request, channel) =>
    parsed(request, channel).map((event) =>
      event.type === 'message' ? ({ ...event, ...instead } as typeof event) : event,
    );
}

describe('a case fails for each thing that it looks at', () => {
  test.each(otherwise)('%i: %s', async (id, _, change, expected) => {
    const options = { catalogs: modelCatalogs, only: [id] };
    const report = await runConformance(modelPlugin(change), 'model', modelFixtures, options);
    expect(report.cases).toMatchObject([{ outcome: 'failed', expected: expect.stringContaining(expected) }]);
  });

  test('31: what is registered and never taken back', async () => {
    const plugin = modelPlugin({ ...withoutDeprovision, deprovision: undefined as never });
    const report = await runConformance(plugin, 'model', modelFixtures, { catalogs: modelCatalogs, only: [31] });
    expect(report.cases).toMatchObject([{ outcome: 'failed', came: 'it has none' }]);
  });

  test.each([
    ['a text that is missing in English', { ...modelCatalogs.en, token: '' }, 'texts in en'],
    [
      'a placeholder that is called otherwise',
      { ...modelCatalogs.en, token: 'Token {x}' },
      'the placeholders of token',
    ],
  ])('34: %s', async (_, en, expected) => {
    const options = { catalogs: { ...modelCatalogs, en }, only: [34] };
    const report = await runConformance(modelPlugin(), 'model', modelFixtures, options);
    expect(report.cases).toMatchObject([{ outcome: 'failed', expected: expect.stringContaining(expected) }]);
  });
});

test('a signature that is not checked fails', async () => {
  const { signature: _, ...open } = modelAdapter;
  const plugin = modelPlugin({ ...open, signature: undefined as never });
  const report = await runConformance(plugin, 'model', modelFixtures, { catalogs: modelCatalogs, only: [2] });
  expect(report.cases[0]).toMatchObject({ outcome: 'failed', came: 'it was accepted' });
});

test('what was sent without an id of the provider is an answer of another form', async () => {
  const plugin = modelPlugin({ send: sendBut((result) => (result.ok ? { ...result, externalIds: [] } : result)) });
  const report = await runConformance(plugin, 'model', modelFixtures, { catalogs: modelCatalogs, only: [15] });
  expect(report.cases[0]).toMatchObject({ outcome: 'failed' });
});

test('settings that should be refused and are not fail', async () => {
  const config = { ...modelConfig, account: { type: 'string', title: '%account%' } } as never;
  const report = await runConformance(modelPlugin({ config }), 'model', modelFixtures, {
    catalogs: modelCatalogs,
    only: [32],
  });
  expect(report.cases[0]).toMatchObject({ outcome: 'failed', came: 'they were taken' });
});

test('a time that is that of the delivery fails', async () => {
  const plugin = modelPlugin({
    parse: (request, channel) =>
      parsed(request, channel).map((event) => (event.type === 'message' ? { ...event, at: 1_700_000_000_000 } : event)),
  });
  const report = await runConformance(plugin, 'model', modelFixtures, { catalogs: modelCatalogs, only: [5] });
  expect(report.cases[0]).toMatchObject({
    outcome: 'failed',
    expected: 'the earlier message to have the earlier time',
  });
});

test('a call that goes on by what another one was given fails', async () => {
  const plugin = modelPlugin({
    send: async (message, channel, context) => {
      firstGiven ??= context;
      const result = await sent(message, channel, firstGiven);
      await firstGiven.http.fetch({ url: `${API}/seen` });
      return result;
    },
  });
  const options = { catalogs: modelCatalogs, only: [33] };
  const report = await runConformance(plugin, 'model', modelFixtures, options);
  expect(report.cases[0]).toMatchObject({ outcome: 'failed', expected: expect.stringContaining('after the signal') });
});
