import { defineChannel, fields } from '@cskefu/plugin-sdk';
import { fetchLetters } from './connect.ts';
import { parse } from './parse.ts';
import { findLetter, testLoft, writeLetter } from './provider.ts';

const config = fields({
  endpoint: { type: 'string', format: 'url', title: '%endpoint%' },
  key: { type: 'string', title: '%key%', help: '%key.help%', secret: true },
});

export const loft = defineChannel({
  title: '%name%',
  transport: 'pull',
  config,
  capabilities: { text: { maxLength: 500 }, lookup: true },
  connect: ({ config: account }, context) => fetchLetters(account, context),
  parse,
  send: (message, { config: account }, { http }) => writeLetter(message, account, http),
  lookup: (message, { config: account }, { http }) => findLetter(message, account, http),
  health: ({ config: account }, { http }) => testLoft(account, http),
});
