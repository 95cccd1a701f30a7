import type { OutgoingRequest, Part } from '@cskefu/plugin-sdk';
import { type ChannelFixtures, RETRY_AFTER_S, type SampleMessage } from '@cskefu/plugin-testkit';

const letter = ({ externalId, threadId, senderId, senderName, at, text }: SampleMessage, number = 1) => ({
  number,
  id: externalId,
  nest: threadId,
  from: { id: senderId, name: senderName },
  sent: new Date(at).toISOString(),
  text,
});

const feather = { number: 99, colour: 'grey' };
const answer = (...letters: readonly object[]) => ({ body: { letters } });

const textIn = ({ url, method, body = '' }: OutgoingRequest): readonly Part[] => {
  if (method !== 'POST' || !url.endsWith('/letters')) return [];
  return [{ kind: 'text', text: JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)).text }];
};

export const fixtures: Record<string, ChannelFixtures> = {
  loft: {
    config: { endpoint: 'https://one.loft.example/v1', key: 'key-of-the-first-loft' },
    otherConfig: { endpoint: 'https://two.loft.example/v1', key: 'key-of-the-second-loft' },
    invalidConfigs: [{ endpoint: 'the loft', key: 'key' }],
    pull: {
      asks: ({ url }) => url.includes('/letters?'),
      provider: (waiting) => (request) => {
        const { searchParams } = new URL(request.url);
        const [after, limit] = [Number(searchParams.get('after')), Number(searchParams.get('limit'))];
        return answer(...waiting.map((sample, at) => letter(sample, at + 1)).slice(after, after + limit));
      },
      frames: {
        message: (sample) => answer(letter(sample)),
        batch: (samples) => answer(...samples.map((sample, at) => letter(sample, at + 1)), feather),
        unknown: () => answer(feather),
      },
    },
    provider: {
      well: () => ({ body: { id: 'loft-letter-1' } }),
      carried: textIn,
      rateLimited: () => ({ status: 429, headers: { 'Retry-After': String(RETRY_AFTER_S) } }),
      down: () => ({ status: 503 }),
      refused: () => ({ status: 400 }),
      badCredentials: () => ({ status: 401 }),
      lookupFound: () => ({ body: { id: 'loft-letter-1' } }),
      lookupMissing: () => ({ status: 404 }),
    },
  },
};
