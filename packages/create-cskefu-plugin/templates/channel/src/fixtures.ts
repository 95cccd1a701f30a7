import { type ChannelFixtures, RETRY_AFTER_S, type SampleMessage } from '@cskefu/plugin-testkit';

const message = ({ externalId, threadId, senderId, senderName, at, text }: SampleMessage) => ({
  type: 'message',
  id: externalId,
  chat: threadId,
  user: { id: senderId, name: senderName },
  time: at / 1_000,
  text,
});

/** What the conformance kit needs to know of the provider: how it asks, and what it answers. By kind of channel. */
export const fixtures: Record<string, ChannelFixtures> = {
  __KIND__: {
    config: { token: 'token-of-the-first', secret: 'secret-of-the-first' },
    otherConfig: { token: 'token-of-the-second', secret: 'secret-of-the-second' },
    webhooks: {
      message: (sample) => ({ body: { events: [message(sample)] } }),
      batch: (samples) => ({ body: { events: samples.map(message) } }),
      receipt: ({ externalId, state, at }) => {
        const status = state === 'read' ? 'seen' : state;
        return { body: { events: [{ type: 'status', id: externalId, status, time: at / 1_000 }] } };
      },
      unknown: () => ({ body: { events: [{ type: 'birthday', id: '1', time: 1_700_000_000 }] } }),
    },
    provider: {
      well: () => ({ body: { id: 'provider-1', name: 'Example' } }),
      rateLimited: () => ({ status: 429, headers: { 'Retry-After': String(RETRY_AFTER_S) } }),
      down: () => ({ status: 503 }),
      refused: () => ({ status: 400 }),
      badCredentials: () => ({ status: 401 }),
    },
  },
};
