import { z } from 'zod';
import { orgUnitId, storableText } from './primitives.ts';

const shortText = (max: number) => storableText(max).nullable();

const formField = z.object({
  use: z.enum(['off', 'optional', 'required']),
  label: shortText(40).meta({ description: "Null: the product's own word in the visitor's language" }),
});

/** What a visitor is offered when nobody is there. */
export const leftMessageForm = z
  .object({
    offer: z.enum(['off', 'beside', 'instead', 'plain']).meta({
      description:
        'off: nothing; beside: a form beside the chat; instead: a form in place of it; plain: what is written in the chat is a left message',
    }),
    intro: shortText(300),
    fields: z.object({ name: formField, email: formField, phone: formField, subject: formField, text: formField }),
  })
  .refine(({ fields }) => Object.values(fields).some(({ use }) => use !== 'off'), { message: 'needs a field' })
  .meta({ id: 'LeftMessageForm' });
export type LeftMessageForm = z.infer<typeof leftMessageForm>;
export type LeftMessageField = keyof LeftMessageForm['fields'];

/** What a visitor is asked before the first word; a question has no words of the product, so it needs a label. */
export const preChatForm = z
  .object({
    intro: shortText(300),
    fields: z.object({
      name: formField,
      email: formField,
      phone: formField,
      question1: formField,
      question2: formField,
      question3: formField,
    }),
  })
  .refine(
    ({ fields: { question1, question2, question3 } }) =>
      [question1, question2, question3].every(({ use, label }) => use === 'off' || label?.trim()),
    { message: 'a question needs a label' },
  )
  .meta({ id: 'PreChatForm' });
export type PreChatForm = z.infer<typeof preChatForm>;
export type PreChatField = keyof PreChatForm['fields'];

/** What a visitor is told of their data. */
export const privacyNotice = z
  .object({
    notice: shortText(500),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .nullable(),
    consent: z.boolean().meta({ description: 'Visitors begin only after they have agreed' }),
  })
  .meta({ id: 'PrivacyNotice' });
export type PrivacyNotice = z.infer<typeof privacyNotice>;

/** How a web channel looks and speaks. A text that is null takes the product's own words in the visitor's language. */
export const webChannelSettings = z
  .object({
    color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
    position: z.enum(['right', 'left']),
    offsetX: z.int().min(0).max(400).meta({ description: 'Pixels from the side' }),
    offsetY: z.int().min(0).max(400).meta({ description: 'Pixels from the bottom' }),
    title: shortText(60),
    subtitle: shortText(120),
    welcome: shortText(1_000).meta({ description: 'Shown before the first word' }),
    placeholder: shortText(80),
    launcherText: shortText(20).meta({ description: 'Beside the icon; null shows the icon alone' }),
    avatarUrl: z.union([z.url({ protocol: /^https?$/ }), storableText(2_000).regex(/^\/[^/\\]/)]).nullable(),
    locale: z.enum(['auto', 'zh-CN', 'en']),
    draftPreview: z
      .boolean()
      .meta({ description: 'Agents see what is being typed. The notice of the site must say so.' }),
    leftMessage: leftMessageForm,
    preChat: preChatForm,
    skillGroups: z
      .array(orgUnitId)
      .max(20)
      .meta({ description: 'Skill groups of which visitors choose one; empty: that of the channel' }),
    privacy: privacyNotice,
    trackVisitors: z.boolean().meta({
      description:
        'Pages report address, title and referrer of those who look at them. The notice of the site must say so.',
    }),
    allowedOrigins: z
      .array(storableText(200))
      .max(50)
      .meta({ description: 'Origins whose pages may embed the chat; empty: any' }),
  })
  .meta({ id: 'WebChannelSettings' });
export type WebChannelSettings = z.infer<typeof webChannelSettings>;

/** What a new web channel starts with. */
export const defaultWebChannelSettings: WebChannelSettings = {
  color: '#1a7f5a',
  position: 'right',
  offsetX: 20,
  offsetY: 20,
  title: null,
  subtitle: null,
  welcome: null,
  placeholder: null,
  launcherText: null,
  avatarUrl: null,
  locale: 'auto',
  draftPreview: false,
  leftMessage: {
    offer: 'beside',
    intro: null,
    fields: {
      name: { use: 'optional', label: null },
      email: { use: 'required', label: null },
      phone: { use: 'off', label: null },
      subject: { use: 'off', label: null },
      text: { use: 'required', label: null },
    },
  },
  preChat: {
    intro: null,
    fields: {
      name: { use: 'off', label: null },
      email: { use: 'off', label: null },
      phone: { use: 'off', label: null },
      question1: { use: 'off', label: null },
      question2: { use: 'off', label: null },
      question3: { use: 'off', label: null },
    },
  },
  skillGroups: [],
  privacy: { notice: null, url: null, consent: false },
  trackVisitors: true,
  allowedOrigins: [],
};
