import type { Fields } from '@cskefu/plugin-sdk';
import { type ConfigValues, isRecord, isShown } from './draft.ts';
import { FieldRow } from './field-row.tsx';
import { useForm } from './form-context.ts';

interface FieldGroupProps {
  fields: Fields;
  values: ConfigValues;
  /** The path of the group with a dot, or nothing. */
  prefix: string;
  onChange: (values: ConfigValues) => void;
}

/** Fields one below the other; those whose condition is not met are left out. */
export const FieldGroup = ({ fields, values, prefix, onChange }: FieldGroupProps) => {
  const { words } = useForm();
  return Object.entries(fields).map(([key, field]) => {
    if (!isShown(field, fields, values)) return null;
    const set = (value: unknown) => onChange(withValue(values, key, value));
    if (field.type !== 'group') {
      return <FieldRow key={key} path={prefix + key} field={field} value={values[key]} onChange={set} />;
    }
    const inside = values[key];
    return (
      <fieldset key={key} className="config-group">
        <legend>{words(field.title)}</legend>
        {field.help ? <p className="config-help">{words(field.help)}</p> : null}
        <FieldGroup
          fields={field.fields}
          values={isRecord(inside) ? inside : {}}
          prefix={`${prefix}${key}.`}
          onChange={set}
        />
      </fieldset>
    );
  });
};

/** What is undefined is absent. */
const withValue = (values: ConfigValues, key: string, value: unknown): ConfigValues => {
  const { [key]: _, ...rest } = values;
  return value === undefined ? rest : { ...rest, [key]: value };
};
