import { defineChannel, fields } from '@cskefu/plugin-sdk';
import { parse } from './parse.ts';
import { findLetter, testApp, writeLetter } from './provider.ts';

const MB = 1024 * 1024;

const config = fields({
  appId: { type: 'string', title: '%appId%', help: '%appId.help%', pattern: '[a-z0-9-]{4,40}' },
  appSecret: { type: 'string', title: '%appSecret%', secret: true },
  signingSecret: { type: 'string', title: '%signingSecret%', help: '%signingSecret.help%', secret: true },
});

export const plume = defineChannel({
  title: '%name%',
  transport: 'webhook',
  config,
  capabilities: {
    text: { maxLength: 1_000 },
    media: { image: { maxBytes: 5 * MB, mime: ['image/png', 'image/jpeg'] } },
    receipts: { delivered: true, read: true },
    replyWindow: { hours: 24 },
    lookup: true,
    rateLimit: { messages: 20, perS: 1 },
  },
  signature: {
    header: 'X-Plume-Signature',
    algorithm: 'sha256',
    encoding: 'hex',
    prefix: 'v1=',
    secretField: 'signingSecret',
    timestamp: { header: 'X-Plume-Time', toleranceS: 300 },
  },
  parse,
  send: (message, { config: app }, context) => writeLetter(message, { app, context }),
  lookup: (message, { config: app }, context) => findLetter(message, { app, context }),
  health: ({ config: app }, context) => testApp({ app, context }),
});
