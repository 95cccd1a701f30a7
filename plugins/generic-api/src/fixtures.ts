import type { MediaPart, OutgoingRequest, Part } from '@cskefu/plugin-sdk';
import { type ChannelFixtures, RETRY_AFTER_S, type SampleMessage } from '@cskefu/plugin-testkit';

const said = ({ externalId: id, threadId, senderId, senderName, at, text }: SampleMessage) => ({
  type: 'message',
  id,
  user: { id: senderId, name: senderName },
  thread: { id: threadId, model: 'contact' },
  at,
  text,
});

const withPart = (sample: SampleMessage, part: object) => ({ body: { ...said(sample), text: '', parts: [part] } });

const media = (kind: MediaPart['kind']) => (sample: SampleMessage) =>
  withPart(sample, { kind, url: `https://shop.example/1.${kind}`, name: `1.${kind}` });

const jsonIn = (body: OutgoingRequest['body']): { id?: unknown; parts?: readonly Part[] } => {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return JSON.parse(text || '{}');
};

const idIn = (body: OutgoingRequest['body']): unknown => jsonIn(body).id;

const partsIn = (body: OutgoingRequest['body']): readonly Part[] => jsonIn(body).parts ?? [];

/** What the conformance kit needs of this channel: both sides of docs/guides/generic-api.md. */
export const fixtures: ChannelFixtures = {
  config: { endpoint: 'https://shop.example/hook', secret: 'a secret of sixteen letters or more' },
  otherConfig: { endpoint: 'https://other.example/hook', secret: 'another secret of some letters' },
  invalidConfigs: [
    { endpoint: 'shop', secret: 'a secret of sixteen letters or more' },
    { endpoint: 'https://shop.example/hook', secret: 'short' },
  ],
  webhooks: {
    message: (sample) => ({ body: said(sample) }),
    batch: (samples) => ({
      body: { events: [...samples.map(said), { type: 'receipt', id: 'x', state: 'read', at: samples[0]?.at }] },
    }),
    parts: {
      image: media('image'),
      audio: media('audio'),
      video: media('video'),
      file: media('file'),
      location: (sample) => withPart(sample, { kind: 'location', latitude: 22.5, longitude: 114.1 }),
      card: (sample) => withPart(sample, { kind: 'card', title: '订单 4711' }),
    },
    receipt: ({ externalId, state, at }) => ({ body: { type: 'receipt', id: externalId, state, at } }),
    edit: ({ externalId, text, at }) => ({ body: { type: 'edit', id: externalId, text, at } }),
    recall: ({ externalId, at }) => ({ body: { type: 'recall', id: externalId, at } }),
    unknown: () => ({ body: { type: 'weather', id: '1' } }),
  },
  provider: {
    well: ({ body }) => ({ body: { id: `theirs-${idIn(body)}` } }),
    carried: ({ body }) => partsIn(body),
    rateLimited: () => ({ status: 429, headers: { 'retry-after': String(RETRY_AFTER_S) } }),
    down: () => ({ status: 503 }),
    refused: () => ({ status: 422, body: { code: 'content_refused' } }),
    badCredentials: () => ({ status: 401 }),
    mediaGone: () => ({ status: 422, body: { code: 'media_failed' } }),
    lookupFound: () => ({ body: { id: 'theirs-1' } }),
    lookupMissing: () => ({ status: 404 }),
  },
};
