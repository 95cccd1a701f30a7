import { defineChannel, fields } from '@cskefu/plugin-sdk';
import { parse } from './parse.ts';
import { checkAccount, sendText } from './provider.ts';

/** The form that an administrator fills in for each channel. `%…%` are keys of locales/*.json. */
const config = fields({
  token: { type: 'string', title: '%token%', help: '%token.help%', secret: true },
  secret: { type: 'string', title: '%secret%', help: '%secret.help%', secret: true, generated: { bytes: 32 } },
});

export const channel = defineChannel({
  title: '%name%',
  transport: 'webhook',
  config,
  // The desk adapts every message to this before `send`: name only what the provider really takes.
  capabilities: {
    text: { maxLength: 2_000 },
    receipts: { delivered: true, read: true },
    rateLimit: { messages: 20, perS: 1 },
  },
  // The desk checks this by itself; nothing of the plugin runs for a forged request.
  signature: { header: 'X-Signature', algorithm: 'sha256', encoding: 'hex', prefix: 'sha256=', secretField: 'secret' },
  parse,
  send: (message, { config: { token } }, { http }) => sendText(message, token, http),
  health: ({ config: { token } }, { http }) => checkAccount(token, http),
});
