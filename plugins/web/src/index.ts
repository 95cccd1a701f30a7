import { defineChannel, definePlugin } from '@cskefu/plugin-sdk';
import { admit } from './admit.ts';
import { webSettings } from './web-settings.ts';

export { catalogs } from './catalogs.ts';

const MB = 1024 * 1024;

/** The chat on web sites. Its visitors are connected to the desk itself, so the desk carries the messages; what can be set and who may begin is here. */
export const web = defineChannel({
  title: '%web%',
  transport: 'live',
  config: webSettings,
  capabilities: {
    text: { maxLength: 10_000 },
    media: {
      image: { maxBytes: 50 * MB },
      audio: { maxBytes: 50 * MB },
      video: { maxBytes: 50 * MB },
      file: { maxBytes: 50 * MB },
    },
    reply: true,
    recall: { withinS: 120 },
    typing: { in: true, out: true },
    receipts: { delivered: true, read: true },
    proactive: true,
  },
  admit: (form, { config }) => admit(form, config),
  health: async () => ({ ok: true }),
});

export default definePlugin({
  id: 'cskefu.web',
  name: '%web%',
  description: '%description%',
  version: '1.0.0',
  api: '^1.0',
  permissions: [],
  channels: { web },
});
