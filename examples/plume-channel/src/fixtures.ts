import {
  type ChannelFixtures,
  type ProviderAnswers,
  RETRY_AFTER_S,
  type SampleMessage,
  type ScriptedAnswer,
} from '@cskefu/plugin-testkit';

const iso = (at: number) => new Date(at).toISOString();

const letter = ({ externalId, threadId, senderId, senderName, at, text }: SampleMessage) => ({
  kind: 'letter',
  id: externalId,
  nest: threadId,
  from: { id: senderId, name: senderName },
  sent: iso(at),
  text,
});

const picture = { url: 'https://media.plume.example/1.png', type: 'image/png', size: 2_048 };
const stages = { sent: 'flying', delivered: 'landed', read: 'opened', failed: 'lost' };

/** In most situations Plume gives an access token, and has something against what is asked with it. */
const withToken =
  (answer: ScriptedAnswer): ProviderAnswers =>
  ({ url }) =>
    url.endsWith('/token') ? { body: { token: 'access-1', seconds: 3_600 } } : answer;

export const fixtures: Record<string, ChannelFixtures> = {
  plume: {
    config: { appId: 'shop-one', appSecret: 'app-secret-of-one', signingSecret: 'signing-secret-of-one' },
    otherConfig: { appId: 'shop-two', appSecret: 'app-secret-of-two', signingSecret: 'signing-secret-of-two' },
    invalidConfigs: [{ appId: 'No Spaces', appSecret: 'a', signingSecret: 's' }],
    webhooks: {
      message: (sample) => ({ body: { updates: [letter(sample)] } }),
      batch: (samples) => ({ body: { updates: samples.map(letter) } }),
      parts: { image: (sample) => ({ body: { updates: [{ ...letter(sample), picture }] } }) },
      receipt: ({ externalId, state, at }) => ({
        body: { updates: [{ kind: 'flight', letter: externalId, stage: stages[state], at: iso(at) }] },
      }),
      unknown: () => ({ body: { updates: [{ kind: 'moult', season: 'spring' }] } }),
    },
    provider: {
      well: withToken({ body: { id: 'plume-letter-1', name: 'Shop One' } }),
      rateLimited: withToken({ status: 429, headers: { 'Retry-After': String(RETRY_AFTER_S) } }),
      down: withToken({ status: 503 }),
      refused: withToken({ status: 400 }),
      badCredentials: () => ({ status: 401 }),
      windowClosed: withToken({ status: 403 }),
      mediaGone: withToken({ status: 410 }),
      lookupFound: withToken({ body: { id: 'plume-letter-1' } }),
      lookupMissing: withToken({ status: 404 }),
      tokenExpiresInS: 3_600,
    },
  },
};
