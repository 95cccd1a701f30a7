import type { OutboundMessage } from '@cskefu/plugin-sdk';
import { describe, expect, test, vi } from 'vitest';
import { runConformance } from '../index.ts';
import { type Broken, compute, parsed, sendBut, sent, when } from '../testing/break-channels.ts';
import { API, modelAdapter, modelCatalogs, modelPlugin } from '../testing/model-channel.ts';
import { modelFixtures } from '../testing/model-fixtures.ts';
import { pullingModelFixtures, pullingModelPlugin } from '../testing/pulling-model.ts';

const textOnly = (message: OutboundMessage) => message.parts.filter(({ kind }) => kind === 'text');

let remembered = '';
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
