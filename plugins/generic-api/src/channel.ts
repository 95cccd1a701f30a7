import { defineChannel } from '@cskefu/plugin-sdk';
import { askEndpoint } from './ask-endpoint.ts';
import { healthOf } from './health-of.ts';
import { parseRequest } from './parse-request.ts';
import { lookupResultOf, sendResultOf } from './send-result-of.ts';
import { settings } from './settings.ts';

const MB = 1024 * 1024;
const DAY_S = 24 * 60 * 60;

export const genericApi = defineChannel({
  title: '%channel%',
  transport: 'webhook',
  config: settings,
  capabilities: {
    text: { maxLength: 10_000 },
    media: {
      image: { maxBytes: 50 * MB },
      audio: { maxBytes: 50 * MB },
      video: { maxBytes: 50 * MB },
      file: { maxBytes: 50 * MB },
    },
    location: true,
    card: { maxTitle: 200, maxText: 2_000 },
    choices: { max: 20, maxTitle: 100 },
    reply: true,
    recall: { withinS: DAY_S },
    typing: { in: true },
    receipts: { delivered: true, read: true },
    proactive: true,
    lookup: true,
  },
  signature: {
    header: 'x-cskefu-signature',
    algorithm: 'sha256',
    encoding: 'hex',
    prefix: 'sha256=',
    secretField: 'secret',
    timestamp: { header: 'x-cskefu-timestamp', toleranceS: 300 },
  },
  parse: (request) => parseRequest(request),
  send: async (message, { config }, context) => {
    const { idempotencyKey: id, recipient: user, ...rest } = message;
    const body = { type: 'message', id, user, ...rest, attempt: context.attempt };
    return sendResultOf(await askEndpoint(config, context, { body, idempotencyKey: id }), id);
  },
  lookup: async ({ idempotencyKey: id }, { config }, context) =>
    lookupResultOf(await askEndpoint(config, context, { lookup: id }), id),
  recall: async (id, { config }, context) =>
    sendResultOf(await askEndpoint(config, context, { body: { type: 'recall', id } }), id),
  health: async ({ config }, context) => healthOf(await askEndpoint(config, context, { body: { type: 'ping' } })),
});
