import { LabelledField } from './labelled-field.tsx';
import { PasswordInput } from './password-input.tsx';

interface PasswordFieldProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | null;
  autoComplete: 'current-password' | 'new-password';
  autoFocus?: boolean;
  describedBy?: string;
}

/** A password with its label, and its error where it belongs. */
export const PasswordField = ({ id, label, value, onChange, error, describedBy, ...input }: PasswordFieldProps) => (
  <LabelledField id={id} label={label} error={error}>
    <PasswordInput
      id={id}
      size="large"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      status={error ? 'error' : ''}
      aria-invalid={error !== null}
      aria-describedby={[error && `${id}-error`, describedBy].filter(Boolean).join(' ') || undefined}
      {...input}
    />
  </LabelledField>
);
