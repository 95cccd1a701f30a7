import type { ListField } from '@cskefu/plugin-sdk';
import { ChoiceInput } from './choice-input.tsx';
import { GeneratedInput } from './generated-input.tsx';
import type { InputProps } from './input-props.ts';
import { NumberInput } from './number-input.tsx';
import { OptionsInput } from './options-input.tsx';
import { SecretInput } from './secret-input.tsx';
import { TextInput } from './text-input.tsx';

/** The input for one value: what a list holds, too. */
export const ScalarInput = ({ field, ...rest }: InputProps<ListField['item']>) => {
  switch (field.type) {
    case 'number':
      return <NumberInput field={field} {...rest} />;
    case 'choice':
      return <ChoiceInput field={field} {...rest} />;
    case 'string':
      if (field.generated) return <GeneratedInput field={field} {...rest} />;
      if (field.secret) return <SecretInput field={field} {...rest} />;
      if (field.optionsFrom) return <OptionsInput field={field} name={field.optionsFrom} {...rest} />;
      return <TextInput field={field} {...rest} />;
  }
};
