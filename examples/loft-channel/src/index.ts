import { definePlugin } from '@cskefu/plugin-sdk';
import { loft } from './channel.ts';

export default definePlugin({
  id: 'acme.loft',
  name: '%name%',
  description: '%description%',
  version: '0.1.0',
  api: '^1.0',
  permissions: ['net'],
  net: { allow: ['{config.endpoint}'] },
  channels: { loft },
});
