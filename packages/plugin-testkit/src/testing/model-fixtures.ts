import type { Part } from '@cskefu/plugin-sdk';
import { type ChannelFixtures, RETRY_AFTER_S, type SampleMessage, type SampleRequest } from '../index.ts';

export const said = (sample: SampleMessage, parts: readonly Part[] = [{ kind: 'text', text: sample.text }]) => ({
  kind: 'said',
  id: sample.externalId,
  thread: sample.threadId,
  from: sample.senderId,
  name: sample.senderName,
  time: sample.at / 1_000,
  parts,
});

const updates = (...given: readonly unknown[]): SampleRequest => ({ body: { updates: given } });

const image: Part = { kind: 'image', url: 'https://cdn.model.example/1.png' };

export const modelFixtures: ChannelFixtures = {
  config: { account: 'model-account-1', token: 'token-of-the-first', secret: 'secret-of-the-first' },
  otherConfig: { account: 'model-account-2', token: 'token-of-the-second', secret: 'secret-of-the-second' },
  invalidConfigs: [{ account: 'a'.repeat(41), token: 't', secret: 's' }],
  webhooks: {
    message: (sample) => updates(said(sample)),
    batch: (samples) =>
      updates(...samples.map((sample) => said(sample)), {
        kind: 'receipt',
        id: 'x',
        state: 'read',
        time: 1_700_000_000,
      }),
    parts: { image: (sample) => updates(said(sample, [image])) },
    receipt: ({ externalId, state, at }) => updates({ kind: 'receipt', id: externalId, state, time: at / 1_000 }),
    edit: ({ externalId, text, at }) =>
      updates({ kind: 'edited', id: externalId, parts: [{ kind: 'text', text }], time: at / 1_000 }),
    recall: ({ externalId, at }) => updates({ kind: 'recalled', id: externalId, time: at / 1_000 }),
    unknown: () => updates({ kind: 'danced', id: '1', time: 1_700_000_000 }),
    challenge: () => ({ request: { method: 'GET', query: { challenge: '4711' }, body: '' }, answer: '4711' }),
  },
  provider: {
    well: () => ({ body: { id: 'provider-1' } }),
    rateLimited: () => ({ status: 429, headers: { 'Retry-After': String(RETRY_AFTER_S) } }),
    down: () => ({ status: 503, body: 'down' }),
    refused: () => ({ status: 400, body: { reason: 'words' } }),
    badCredentials: () => ({ status: 401 }),
    windowClosed: () => ({ status: 400, body: { reason: 'window' } }),
    mediaGone: () => ({ status: 400, body: { reason: 'media' } }),
    lookupFound: () => ({ body: { id: 'provider-1' } }),
    lookupMissing: () => ({ status: 404 }),
    carried: ({ url, body }) => (url.endsWith('/send') ? JSON.parse(String(body)).parts : []),
    tokenExpiresInS: 3_600,
  },
};
