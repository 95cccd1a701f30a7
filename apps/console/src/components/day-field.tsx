import { Input } from 'antd';
import { useId } from 'react';
import './day-field.css';

/** The browser's own calendar: it speaks the person's language. */
export const DayField = ({
  label,
  value = '',
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (day: string) => void;
}) => {
  const id = useId();
  return (
    <span className="day-field">
      <label htmlFor={id}>{label}</label>
      <Input id={id} type="date" value={value} max="9999-12-31" onChange={(event) => onChange(event.target.value)} />
    </span>
  );
};
