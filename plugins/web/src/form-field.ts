import { fields } from '@cskefu/plugin-sdk';

type Use = 'off' | 'optional' | 'required';

/** Whether something is asked for, and under which words; without words under the product's own. */
export const formField = <const T extends string, const U extends Use>(title: T, use: U) => ({
  type: 'group' as const,
  title,
  fields: fields({
    use: {
      type: 'choice',
      title: '%form.use%',
      options: [
        { value: 'off', title: '%form.off%' },
        { value: 'optional', title: '%form.optional%' },
        { value: 'required', title: '%form.required%' },
      ],
      default: use,
    },
    label: { type: 'string', title: '%form.label%', maxLength: 40, optional: true },
  }),
});
