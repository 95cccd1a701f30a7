import { fields } from '@cskefu/plugin-sdk';
import { formField } from './form-field.ts';

/** What a visitor is offered when nobody is there. */
export const leftMessageSettings = fields({
  offer: {
    type: 'choice',
    title: '%leftMessage.offer%',
    options: [
      { value: 'off', title: '%leftMessage.off%' },
      { value: 'beside', title: '%leftMessage.beside%' },
      { value: 'instead', title: '%leftMessage.instead%' },
      { value: 'plain', title: '%leftMessage.plain%' },
    ],
    default: 'beside',
  },
  intro: { type: 'string', title: '%form.intro%', format: 'multiline', maxLength: 300, optional: true },
  fields: {
    type: 'group',
    title: '%form.fields%',
    fields: {
      name: formField('%form.name%', 'optional'),
      email: formField('%form.email%', 'required'),
      phone: formField('%form.phone%', 'off'),
      subject: formField('%form.subject%', 'off'),
      text: formField('%form.text%', 'required'),
    },
  },
});
