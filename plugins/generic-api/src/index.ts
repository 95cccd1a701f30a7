import { definePlugin } from '@cskefu/plugin-sdk';
import { genericApi } from './channel.ts';

/** Any system of one's own, by signed webhooks in both directions: `docs/guides/generic-api.md`. */
export default definePlugin({
  id: 'cskefu.generic-api',
  name: '%name%',
  description: '%description%',
  version: '1.0.0',
  api: '^1.0',
  permissions: ['net'],
  net: { allow: ['{config.endpoint}'] },
  channels: { 'generic-api': genericApi },
});
