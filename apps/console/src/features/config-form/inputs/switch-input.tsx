import type { SwitchField } from '@cskefu/plugin-sdk';
import { Switch } from 'antd';
import { useForm } from '../form-context.ts';
import { ariaOf, type InputProps } from './input-props.ts';

export const SwitchInput = (props: InputProps<SwitchField>) => {
  const { id, field, value, onChange } = props;
  const { disabled } = useForm();
  return (
    <span className="config-line">
      <Switch
        id={id}
        {...ariaOf(props)}
        checked={typeof value === 'boolean' ? value : field.default}
        disabled={disabled}
        onChange={onChange}
      />
    </span>
  );
};
