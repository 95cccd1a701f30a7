import type { PreChatField } from '@cskefu/contract';
import { useId } from 'preact/hooks';
import type { PreChatTexts } from '../i18n/pre-chat-texts.ts';

export type Faults = Readonly<Record<string, 'required' | 'malformed'>>;

const question = { type: 'text', autocomplete: 'off', most: 500 } as const;
const kinds = {
  name: { type: 'text', autocomplete: 'name', most: 60 },
  email: { type: 'email', autocomplete: 'email', most: 254 },
  phone: { type: 'tel', autocomplete: 'tel', most: 40 },
  question1: question,
  question2: question,
  question3: question,
} as const satisfies Record<PreChatField, object>;

/** In the order of the form. */
export const preChatFields = Object.keys(kinds) as PreChatField[];

interface PreChatInputProps {
  readonly name: PreChatField;
  readonly label: string;
  readonly isRequired: boolean;
  readonly value: string;
  readonly fault: Faults[string] | undefined;
  readonly words: PreChatTexts;
  readonly onChange: (value: string) => void;
}

/** A label, its field, and what is wrong with it. */
export const PreChatInput = ({ name, label, isRequired, value, fault, words, onChange }: PreChatInputProps) => {
  const id = useId();
  const { type, autocomplete, most } = kinds[name];
  return (
    <div class="pre-chat-field">
      <label for={id}>
        {label}
        {isRequired ? <i aria-hidden="true">*</i> : <small>{words.optional}</small>}
      </label>
      <input
        id={id}
        name={name}
        type={type as 'text'}
        autocomplete={autocomplete}
        maxLength={most}
        dir="auto"
        required={isRequired}
        value={value}
        aria-invalid={fault !== undefined}
        {...(fault !== undefined && { 'aria-describedby': `${id}-fault` })}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      {fault !== undefined && (
        <p id={`${id}-fault`} class="pre-chat-fault">
          {words[fault]}
        </p>
      )}
    </div>
  );
};
