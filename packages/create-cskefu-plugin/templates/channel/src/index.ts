import { definePlugin } from '@cskefu/plugin-sdk';
import { channel } from './channel.ts';

export default definePlugin({
  id: '__ID__',
  name: '%name%',
  description: '%description%',
  version: '0.1.0',
  api: '^1.0',
  // What administrators are asked to consent to: reaching these hosts, and nothing else.
  permissions: ['net'],
  net: { allow: ['api.example.com'] },
  channels: { __KIND__: channel },
});
