import { Input, type InputProps } from 'antd';
import { useId } from 'react';
import { LabelledField } from '../sign-in/labelled-field.tsx';

interface TextFieldProps extends Omit<InputProps, 'id' | 'size'> {
  label: string;
  /** What is wrong with it. */
  error?: string | null;
}

/** A text of a dialog with its label, and its error where it belongs. */
export const TextField = ({ label, error = null, ...input }: TextFieldProps) => {
  const id = useId();
  return (
    <LabelledField id={id} label={label} error={error}>
      <Input
        id={id}
        size="large"
        status={error ? 'error' : ''}
        aria-invalid={error !== null}
        aria-describedby={error ? `${id}-error` : undefined}
        {...input}
      />
    </LabelledField>
  );
};
