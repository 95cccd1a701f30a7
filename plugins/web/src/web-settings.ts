import { type ConfigOf, fields } from '@cskefu/plugin-sdk';
import { arrivalSettings } from './arrival-settings.ts';
import { leftMessageSettings } from './left-message-settings.ts';

/** How a web channel looks, speaks and receives. A text that is not given takes the product's own words in the visitor's language. */
export const webSettings = fields({
  color: { type: 'string', title: '%color%', format: 'color', default: '#1a7f5a' },
  position: {
    type: 'choice',
    title: '%position%',
    options: [
      { value: 'right', title: '%position.right%' },
      { value: 'left', title: '%position.left%' },
    ],
    default: 'right',
  },
  offsetX: { type: 'number', title: '%offsetX%', integer: true, min: 0, max: 400, default: 20 },
  offsetY: { type: 'number', title: '%offsetY%', integer: true, min: 0, max: 400, default: 20 },
  title: { type: 'string', title: '%title%', maxLength: 60, optional: true },
  subtitle: { type: 'string', title: '%subtitle%', maxLength: 120, optional: true },
  welcome: { type: 'string', title: '%welcome%', format: 'multiline', maxLength: 1_000, optional: true },
  placeholder: { type: 'string', title: '%placeholder%', maxLength: 80, optional: true },
  launcherText: { type: 'string', title: '%launcherText%', maxLength: 20, optional: true },
  avatarUrl: {
    type: 'string',
    title: '%avatarUrl%',
    pattern: '/[^/\\\\].*|https?://.+',
    maxLength: 2_000,
    optional: true,
  },
  locale: {
    type: 'choice',
    title: '%locale%',
    options: [
      { value: 'auto', title: '%locale.auto%' },
      { value: 'zh-CN', title: '%locale.zh-CN%' },
      { value: 'en', title: '%locale.en%' },
    ],
    default: 'auto',
  },
  draftPreview: { type: 'boolean', title: '%draftPreview%', help: '%draftPreview.help%', default: false },
  leftMessage: { type: 'group', title: '%leftMessage%', fields: leftMessageSettings },
  trackVisitors: { type: 'boolean', title: '%trackVisitors%', help: '%trackVisitors.help%', default: true },
  allowedOrigins: {
    type: 'list',
    title: '%allowedOrigins%',
    help: '%allowedOrigins.help%',
    item: { type: 'string', title: '%allowedOrigins.item%', maxLength: 200 },
    maxItems: 50,
  },
  ...arrivalSettings,
});

export type WebSettings = ConfigOf<typeof webSettings>;
