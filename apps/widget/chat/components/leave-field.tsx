import type { LeftMessageField } from '@cskefu/contract';
import { useId } from 'preact/hooks';
import type { LeaveTexts } from '../i18n/leave-texts.ts';
import type { LeftFault } from './check-left.ts';

const kinds = {
  name: { type: 'text', autocomplete: 'name', most: 60 },
  email: { type: 'email', autocomplete: 'email', most: 254 },
  phone: { type: 'tel', autocomplete: 'tel', most: 40 },
  subject: { type: 'text', autocomplete: 'off', most: 120 },
  text: { type: 'text', autocomplete: 'off', most: 10_000 },
} as const satisfies Record<LeftMessageField, object>;

interface LeaveFieldProps {
  readonly field: LeftMessageField;
  readonly label: string;
  readonly isRequired: boolean;
  readonly value: string;
  readonly fault: LeftFault['why'] | undefined;
  readonly words: LeaveTexts;
  readonly onChange: (value: string) => void;
}

/** A label, its field, and what is wrong with it. */
export const LeaveField = ({ field, label, isRequired, value, fault, words, onChange }: LeaveFieldProps) => {
  const id = useId();
  const { type, autocomplete, most } = kinds[field];
  const shared = {
    id,
    name: field,
    value,
    maxLength: most,
    autocomplete,
    required: isRequired,
    dir: 'auto',
    'aria-invalid': fault !== undefined,
    ...(fault !== undefined && { 'aria-describedby': `${id}-fault` }),
  } as const;
  return (
    <div class="leave-field">
      <label for={id}>
        {label}
        {isRequired ? <i aria-hidden="true">*</i> : <small>{words.optional}</small>}
      </label>
      {field === 'text' ? (
        <textarea {...shared} rows={5} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
      ) : (
        <input {...shared} type={type as 'text'} onInput={({ currentTarget }) => onChange(currentTarget.value)} />
      )}
      {fault !== undefined && (
        <p id={`${id}-fault`} class="leave-fault">
          {fault === 'required' ? words.required : field === 'phone' ? words.notPhone : words.notAddress}
        </p>
      )}
    </div>
  );
};
