import { describe, expect, test, vi } from 'vitest';
import { runConformance } from '../index.ts';
import { type Broken, compute, parsed, type Send, sendBut, sent, when } from '../testing/break-channels.ts';
import { API, modelAdapter, modelCatalogs, modelConfig, modelPlugin } from '../testing/model-channel.ts';
import { modelFixtures } from '../testing/model-fixtures.ts';

let firstGiven: Parameters<Send>[2] | undefined;

vi.setConfig({ testTimeout: 30_000 });

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
