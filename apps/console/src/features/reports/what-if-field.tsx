import { InputNumber } from 'antd';
import { type ReactNode, useId } from 'react';
import { classNames } from '../../lib/class-names.ts';

/** A labelled field of the form. */
export const WhatIfField = ({
  label,
  wide = false,
  children,
}: {
  label: string;
  wide?: boolean;
  children: (id: string) => ReactNode;
}) => {
  const id = useId();
  return (
    <div className={classNames('what-if-field', wide && 'what-if-field-wide')}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
};

interface NumberFieldProps {
  label: string;
  value: number | null;
  min: number;
  max: number;
  step?: number;
  /** What an empty field means. */
  placeholder?: string;
  onChange: (value: number | null) => void;
}

export const NumberField = ({ label, placeholder, onChange, ...field }: NumberFieldProps) => (
  <WhatIfField label={label}>
    {(id) => (
      <InputNumber id={id} {...field} {...(placeholder && { placeholder })} onChange={(value) => onChange(value)} />
    )}
  </WhatIfField>
);
