import type { InputProps } from './input-props.ts';
import { ListInput } from './list-input.tsx';
import { ScalarInput } from './scalar-input.tsx';
import { SwitchInput } from './switch-input.tsx';

/** The input for a field, by what the plugin says of it. */
export const FieldInput = ({ field, ...rest }: InputProps) => {
  switch (field.type) {
    case 'boolean':
      return <SwitchInput field={field} {...rest} />;
    case 'list':
      return <ListInput field={field} {...rest} />;
    default:
      return <ScalarInput field={field} {...rest} />;
  }
};
