import { type ReactNode, useId } from 'react';

interface FieldProps {
  label: string;
  help?: string | undefined;
  /** What is wrong with it. */
  error?: string | null | undefined;
  children: (field: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean }) => ReactNode;
}

/** A label, its field, a word of help, and its error where it belongs. */
export const Field = ({ label, help, error, children }: FieldProps) => {
  const id = useId();
  const told = error ? `${id}-error` : help ? `${id}-help` : undefined;
  return (
    <div className="me-field">
      <label htmlFor={id}>{label}</label>
      <div>
        {children({ id, 'aria-describedby': told, 'aria-invalid': Boolean(error) })}
        {error ? (
          <p className="me-field-error" id={`${id}-error`} role="alert">
            {error}
          </p>
        ) : help ? (
          <p className="me-help" id={`${id}-help`}>
            {help}
          </p>
        ) : null}
      </div>
    </div>
  );
};

/** Something that stands fast, in the place of a field. */
export const Fact = ({ label, help, children }: { label: string; help?: string; children: ReactNode }) => (
  <div className="me-field">
    <span className="me-fact-label">{label}</span>
    <div>
      <div className="me-fact">{children}</div>
      {help ? <p className="me-help">{help}</p> : null}
    </div>
  </div>
);
