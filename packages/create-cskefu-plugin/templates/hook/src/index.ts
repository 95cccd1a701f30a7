import { definePlugin } from '@cskefu/plugin-sdk';
import { maskNumbers } from './mask-numbers.ts';

export default definePlugin({
  id: '__ID__',
  name: '%name%',
  description: '%description%',
  version: '0.1.0',
  api: '^1.0',
  // Without it, hooks get messages without their words.
  permissions: ['messages:read'],
  config: {
    shown: { type: 'number', title: '%shown%', help: '%shown.help%', default: 4, min: 0, max: 6, integer: true },
  },
  hooks: {
    'message.beforeAccept': {
      kind: 'transform',
      // The desk compares: other messages never come here.
      match: { messageKind: ['text'] },
      // The visitor waits for it. If it is late or fails, the message goes on as it was.
      deadlineMs: 100,
      handler: ({ message }, { config }) => {
        const text = maskNumbers(message.text ?? '', config.shown);
        return text === message.text ? undefined : { text };
      },
    },
  },
});
