import type { ReactNode } from 'react';
import './password-field.css';

interface LabelledFieldProps {
  /** Of the field; its error is `${id}-error`. */
  id: string;
  label: string;
  /** What is wrong with it. */
  error: string | null;
  children: ReactNode;
}

/** A field with its label, and its error where it belongs. */
export const LabelledField = ({ id, label, error, children }: LabelledFieldProps) => (
  <div className="entrance-field">
    <label className="entrance-label" htmlFor={id}>
      {label}
    </label>
    {children}
    {error ? (
      <span className="password-error" id={`${id}-error`} role="alert">
        {error}
      </span>
    ) : null}
  </div>
);
