import { definePlugin } from '@cskefu/plugin-sdk';
import { plume } from './channel.ts';

export default definePlugin({
  id: 'acme.plume',
  name: '%name%',
  description: '%description%',
  version: '0.1.0',
  api: '^1.0',
  permissions: ['net'],
  net: { allow: ['api.plume.example'] },
  channels: { plume },
});
