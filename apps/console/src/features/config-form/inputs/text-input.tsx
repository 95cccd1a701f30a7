import type { TextField } from '@cskefu/plugin-sdk';
import { Input } from 'antd';
import { useForm } from '../form-context.ts';
import { ariaOf, type InputProps } from './input-props.ts';

const kinds = { url: 'url', email: 'email' } as const;

/** Words, an address, a colour. What is emptied is as if nobody had entered anything. */
export const TextInput = (props: InputProps<TextField>) => {
  const { id, path, field, value, invalid, onChange } = props;
  const { disabled, touch } = useForm();
  const text = typeof value === 'string' ? value : '';
  if (field.format === 'color') return <ColourInput {...props} />;
  const common = {
    id,
    ...ariaOf(props),
    value: text,
    disabled,
    placeholder: field.default,
    status: invalid ? ('error' as const) : ('' as const),
    onBlur: () => touch(path),
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value || undefined),
  };
  if (field.format === 'multiline') return <Input.TextArea {...common} autoSize={{ minRows: 3, maxRows: 12 }} />;
  const type = field.format ? kinds[field.format] : 'text';
  return <Input {...common} type={type} spellCheck={false} autoComplete="off" />;
};

/** Chosen, or written: a brand colour is known by its number. */
const ColourInput = (props: InputProps<TextField>) => {
  const { id, path, field, value, invalid, onChange } = props;
  const { disabled, words, touch } = useForm();
  const colour = typeof value === 'string' ? value : (field.default ?? '');
  return (
    <span className="config-colour">
      <input
        type="color"
        aria-label={words(field.title)}
        value={/^#[0-9a-f]{6}$/i.test(colour) ? colour : '#000000'}
        disabled={disabled}
        onChange={({ target }) => onChange(target.value)}
      />
      <Input
        id={id}
        {...ariaOf(props)}
        value={colour}
        disabled={disabled}
        status={invalid ? 'error' : ''}
        maxLength={7}
        onBlur={() => touch(path)}
        onChange={({ target }) => onChange(target.value || undefined)}
      />
    </span>
  );
};
