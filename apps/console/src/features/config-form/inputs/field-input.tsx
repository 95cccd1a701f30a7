import { ChoiceInput } from './choice-input.tsx';
import { GeneratedInput } from './generated-input.tsx';
import type { InputProps } from './input-props.ts';
import { ListInput } from './list-input.tsx';
import { NumberInput } from './number-input.tsx';
import { OptionsInput } from './options-input.tsx';
import { SecretInput } from './secret-input.tsx';
import { SwitchInput } from './switch-input.tsx';
import { TextInput } from './text-input.tsx';

/** The input for a field, by what the plugin says of it. */
export const FieldInput = ({ field, ...rest }: InputProps) => {
  switch (field.type) {
    case 'number':
      return <NumberInput field={field} {...rest} />;
    case 'boolean':
      return <SwitchInput field={field} {...rest} />;
    case 'choice':
      return <ChoiceInput field={field} {...rest} />;
    case 'list':
      return <ListInput field={field} {...rest} />;
    case 'string':
      if (field.generated) return <GeneratedInput field={field} {...rest} />;
      if (field.secret) return <SecretInput field={field} {...rest} />;
      if (field.optionsFrom) return <OptionsInput field={field} name={field.optionsFrom} {...rest} />;
      return <TextInput field={field} {...rest} />;
  }
};
