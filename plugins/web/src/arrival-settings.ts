import { fields } from '@cskefu/plugin-sdk';
import { formField } from './form-field.ts';

/** What a visitor is asked, told and offered before the first word. */
export const arrivalSettings = fields({
  preChat: {
    type: 'group',
    title: '%preChat%',
    fields: {
      intro: { type: 'string', title: '%form.intro%', format: 'multiline', maxLength: 300, optional: true },
      fields: {
        type: 'group',
        title: '%form.fields%',
        fields: {
          name: formField('%form.name%', 'off'),
          email: formField('%form.email%', 'off'),
          phone: formField('%form.phone%', 'off'),
          question1: formField('%form.question%', 'off'),
          question2: formField('%form.question%', 'off'),
          question3: formField('%form.question%', 'off'),
        },
      },
    },
  },
  skillGroups: {
    type: 'list',
    title: '%skillGroups%',
    help: '%skillGroups.help%',
    item: { type: 'number', title: '%skillGroups.item%', integer: true, min: 1 },
    maxItems: 20,
  },
  privacy: {
    type: 'group',
    title: '%privacy%',
    fields: {
      notice: { type: 'string', title: '%privacy.notice%', format: 'multiline', maxLength: 500, optional: true },
      url: { type: 'string', title: '%privacy.url%', format: 'url', maxLength: 2_000, optional: true },
      consent: { type: 'boolean', title: '%privacy.consent%', help: '%privacy.consent.help%', default: false },
    },
  },
});
