import type { NumberField } from '@cskefu/plugin-sdk';
import { Input } from 'antd';
import { useState } from 'react';
import { useForm } from '../form-context.ts';
import { ariaOf, type InputProps } from './input-props.ts';

/** The number that is meant; what is none stays as it is written, so that the check can say so. */
const numberOf = (text: string): unknown => {
  if (text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
};

export const NumberInput = (props: InputProps<NumberField>) => {
  const { id, path, field, value, invalid, onChange } = props;
  const { disabled, touch } = useForm();
  // `1.` is on its way to `1.5`: the text stays as typed while it means the value.
  const [typed, setTyped] = useState(() => String(value ?? ''));
  const text = numberOf(typed) === value ? typed : String(value ?? '');
  return (
    <Input
      id={id}
      {...ariaOf(props)}
      className="config-number"
      inputMode={field.integer ? 'numeric' : 'decimal'}
      value={text}
      disabled={disabled}
      placeholder={field.default === undefined ? undefined : String(field.default)}
      status={invalid ? 'error' : ''}
      onBlur={() => touch(path)}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(numberOf(target.value));
      }}
    />
  );
};
