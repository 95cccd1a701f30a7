import type { Field } from '@cskefu/plugin-sdk';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useForm } from './form-context.ts';
import { FieldInput } from './inputs/field-input.tsx';
import { useProblemText } from './problem-text.ts';

interface FieldRowProps {
  path: string;
  field: Exclude<Field, { type: 'group' }>;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** A label, its field, a word of help, and what is wrong. */
export const FieldRow = ({ path, field, value, onChange }: FieldRowProps) => {
  const { t } = useTranslation();
  const { words, problems } = useForm();
  const problemText = useProblemText();
  const id = useId();
  const problem = problems.find((one) => one.path === path);
  const optional = 'optional' in field && field.optional;
  const describedBy = [field.help && `${id}-help`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div className="config-field">
      {/* A list has no one field that the label could name. */}
      {field.type === 'list' ? (
        <span id={`${id}-label`} className="config-label">
          {words(field.title)}
        </span>
      ) : (
        <label htmlFor={id} id={`${id}-label`} className="config-label">
          {words(field.title)}
          {optional ? <small>{t('configForm.optional')}</small> : null}
        </label>
      )}
      <div className="config-input">
        <FieldInput
          id={id}
          path={path}
          field={field}
          value={value}
          describedBy={describedBy || undefined}
          invalid={problem !== undefined}
          onChange={onChange}
        />
        {problem ? (
          <p id={`${id}-problem`} className="config-problem" role="alert">
            {problemText(problem, field)}
          </p>
        ) : null}
        {field.help ? (
          <p id={`${id}-help`} className="config-help">
            {words(field.help)}
          </p>
        ) : null}
      </div>
    </div>
  );
};
