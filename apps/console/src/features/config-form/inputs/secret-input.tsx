import type { TextField } from '@cskefu/plugin-sdk';
import { Button, Input } from 'antd';
import { KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useForm } from '../form-context.ts';
import { ariaOf, type InputProps } from './input-props.ts';

/** What is set cannot be seen again: only replaced or taken away. */
export const SecretInput = (props: InputProps<TextField>) => {
  const { t } = useTranslation();
  const { kept } = useForm();
  const isKept = kept.has(props.path);
  if (isKept && props.value === undefined) return <KeptSecret {...props} />;
  if (isKept && props.value === null) return <GoingSecret {...props} />;
  return (
    <>
      <NewSecret {...props} />
      {isKept ? (
        <Button type="link" size="small" className="config-link" onClick={() => props.onChange(undefined)}>
          {t('configForm.secret.keep')}
        </Button>
      ) : null}
    </>
  );
};

const KeptSecret = ({ field, describedBy, onChange }: InputProps<TextField>) => {
  const { t } = useTranslation();
  const { disabled, words } = useForm();
  const title = words(field.title);
  return (
    <span className="config-secret">
      <KeyRound size={14} aria-hidden="true" />
      {t('configForm.secret.set')}
      {disabled ? null : (
        <span className="config-acts">
          <Button
            size="small"
            aria-label={t('configForm.secret.replaceOf', { title })}
            aria-describedby={describedBy}
            onClick={() => onChange('')}
          >
            {t('configForm.secret.replace')}
          </Button>
          {field.optional ? (
            <Button
              size="small"
              danger
              aria-label={t('configForm.secret.removeOf', { title })}
              onClick={() => onChange(null)}
            >
              {t('configForm.secret.remove')}
            </Button>
          ) : null}
        </span>
      )}
    </span>
  );
};

const GoingSecret = ({ onChange }: InputProps<TextField>) => {
  const { t } = useTranslation();
  const { disabled } = useForm();
  return (
    <span className="config-secret config-secret-going">
      {t('configForm.secret.going')}
      <Button size="small" disabled={disabled} onClick={() => onChange(undefined)}>
        {t('configForm.secret.keep')}
      </Button>
    </span>
  );
};

const NewSecret = (props: InputProps<TextField>) => {
  const { t } = useTranslation();
  const { id, path, value, invalid, onChange } = props;
  const { disabled, kept, touch } = useForm();
  const replaces = kept.has(path);
  return (
    <Input.Password
      id={id}
      {...ariaOf(props)}
      value={typeof value === 'string' ? value : ''}
      disabled={disabled}
      status={invalid ? 'error' : ''}
      autoComplete="new-password"
      // The person has just asked to replace it.
      autoFocus={replaces}
      placeholder={t('configForm.secret.once')}
      onBlur={() => touch(path)}
      onChange={({ target }) => onChange(target.value || (replaces ? '' : undefined))}
    />
  );
};
