import type { ChoiceField } from '@cskefu/plugin-sdk';
import { Select } from 'antd';
import { useForm } from '../form-context.ts';
import { ariaOf, type InputProps } from './input-props.ts';

export const ChoiceInput = (props: InputProps<ChoiceField>) => {
  const { id, path, field, value, invalid, onChange } = props;
  const { disabled, words, touch } = useForm();
  return (
    <Select
      id={id}
      {...ariaOf(props)}
      className="config-choice"
      value={(value as string | undefined) ?? field.default ?? null}
      disabled={disabled}
      allowClear={field.optional === true}
      status={invalid ? 'error' : ''}
      onBlur={() => touch(path)}
      onChange={onChange}
      options={field.options.map((option) => ({ value: option.value, label: words(option.title) }))}
    />
  );
};
